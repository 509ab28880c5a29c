package models

import "slices"

// FrameworkOther stands for every framework that has no row in Frameworks.
const FrameworkOther = "other"

// Framework is what an application is built with. It presets the application, so
// that the framework's documented settings work unchanged, and selects its guide.
type Framework struct {
	Name  string // in the API, the command line and forms
	Title string // for people, with the library of the guide; "" where it has none
	// Type is "" where the framework leaves it open.
	Type             ApplicationType
	IDTokenAlgorithm string
	// RequiresPKCE says that its library always sends a code challenge; types that
	// cannot keep a secret need one anyway.
	RequiresPKCE bool
	RedirectURI  string // of its development server
}

// Frameworks lists every framework, in the order of the create form.
func Frameworks() []Framework {
	const rs256 = DefaultIDTokenAlgorithm
	return []Framework{
		{"react", "React · react-oidc-context", ApplicationSPA, rs256, true, "http://localhost:5173/callback"},
		{"vue", "Vue · oidc-client-ts", ApplicationSPA, rs256, true, "http://localhost:5173/callback"},
		{"next", "Next.js · Auth.js", ApplicationTraditional, rs256, true, "http://localhost:3000/api/auth/callback/portico"},
		{"express", "Node.js · express-openid-connect", ApplicationTraditional, rs256, true, "http://localhost:3000/callback"},
		{"go", "Go · coreos/go-oidc", ApplicationTraditional, rs256, true, "http://localhost:8080/callback"},
		{"python", "Python · mozilla-django-oidc", ApplicationTraditional, rs256, false, "http://localhost:8000/oidc/callback/"},
		{"spring", "Java · Spring Boot", ApplicationTraditional, rs256, false, "http://localhost:8080/login/oauth2/code/portico"},
		{"php", "PHP · openid-connect-php", ApplicationTraditional, rs256, false, "http://localhost:8000/callback"},
		{"dotnet", ".NET · ASP.NET Core", ApplicationTraditional, rs256, true, "https://localhost:5001/signin-oidc"},
		{"ios", "iOS · AppAuth", ApplicationNative, rs256, true, "com.example.app:/callback"},
		{"android", "Android · AppAuth", ApplicationNative, rs256, true, "com.example.app:/callback"},
		{Name: "m2m", Type: ApplicationMachineToMachine},
		{Name: FrameworkOther},
	}
}

// FrameworkNames lists the names of Frameworks.
func FrameworkNames() []string {
	var names []string
	for _, framework := range Frameworks() {
		names = append(names, framework.Name)
	}
	return names
}

// FrameworkNamed finds a framework.
func FrameworkNamed(name string) (Framework, bool) {
	all := Frameworks()
	i := slices.IndexFunc(all, func(f Framework) bool { return f.Name == name })
	if i < 0 {
		return Framework{}, false
	}
	return all[i], true
}

// Preset sets what the framework determines: its name, the algorithm of ID tokens
// and, for applications that can keep a secret, whether PKCE is required. A
// redirect URI is added where there is none.
func (f Framework) Preset(oidc *OIDCClientMetadata, custom *CustomClientMetadata) {
	custom.Framework = f.Name
	if f.Type == "" {
		return
	}
	custom.IDTokenSignedResponseAlg = f.IDTokenAlgorithm
	custom.RequirePKCE = f.RequiresPKCE && f.Type == ApplicationTraditional
	if len(oidc.RedirectURIs) == 0 && f.RedirectURI != "" {
		oidc.RedirectURIs = []string{f.RedirectURI}
	}
}
