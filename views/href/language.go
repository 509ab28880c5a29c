package href

import "net/url"

// LanguageParam is the query parameter with which a person chooses the
// language of the pages; its value is a BCP 47 tag.
const LanguageParam = "lang"

// InLanguage is the page itself in another language. It needs the page's raw
// query only and is relative, so that no path can lead elsewhere.
func InLanguage(rawQuery, lang string) string {
	query, err := url.ParseQuery(rawQuery)
	if err != nil {
		query = url.Values{}
	}
	query.Set(LanguageParam, lang)
	return "?" + query.Encode()
}
