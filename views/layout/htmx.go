package layout

// htmxConfig lets htmx keep to our Content-Security-Policy (no styles of its
// own, no eval, no other host), show a refused form where it was, and keep no
// pages: going back asks the server for the whole page again.
const htmxConfig = `{"includeIndicatorStyles":false,"allowEval":false,"selfRequestsOnly":true,"historyCacheSize":0,"refreshOnHistoryMiss":true,` +
	`"responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},{"code":"422","swap":true},` +
	`{"code":"400","swap":true},{"code":"[45]..","swap":false,"error":true}]}`
