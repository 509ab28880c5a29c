package layout

// htmxConfig makes htmx comply with the Content-Security-Policy (no inline styles,
// no eval, no other hosts), swap in rejected forms, and cache no pages: going back
// requests the whole page again.
const htmxConfig = `{"includeIndicatorStyles":false,"allowEval":false,"selfRequestsOnly":true,"historyCacheSize":0,"refreshOnHistoryMiss":true,` +
	`"responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},{"code":"422","swap":true},` +
	`{"code":"400","swap":true},{"code":"[45]..","swap":false,"error":true}]}`
