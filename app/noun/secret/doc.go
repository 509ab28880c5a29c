// Package secret manages the named secrets of holders: the client secrets of
// applications, and the personal access tokens of users. Each may expire.
//
// Values are generated here, stored encrypted together with a digest, and can be
// read again by anyone who may change the holder.
package secret
