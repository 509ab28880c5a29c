// Package thirdparty has the rules for what third-party applications may ask users for:
// data about the user, scopes of API resources, permissions in organizations, and scopes
// that only count within an organization. It also has how any application presents itself
// on the hosted pages: name, images, colors and legal links.
//
// No application may ask for a scope of a Management API: users who consent would hand
// over what belongs to operators.
//
// Boundary: app/noun/application creates and deletes applications, app/noun/consent
// records what users have allowed, and app/oidc decides what that means for a request.
package thirdparty
