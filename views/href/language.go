package href

import "net/url"

// LanguageParam is the query parameter that selects the language of the pages;
// its value is a BCP 47 tag.
const LanguageParam = "lang"

// InLanguage is the current page in another language. It needs only the page's raw
// query and is relative, so that no path can lead elsewhere.
func InLanguage(rawQuery, lang string) string {
	query, err := url.ParseQuery(rawQuery)
	if err != nil {
		query = url.Values{}
	}
	query.Set(LanguageParam, lang)
	return "?" + query.Encode()
}
