// Package secret keeps the named secrets of holders: the client secrets of
// applications, and the personal access tokens of users. Each may expire.
//
// A value is made here, is stored encrypted with its digest beside it, and can be
// read again by whoever may change the holder.
package secret
