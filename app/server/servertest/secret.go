package servertest

import secrets "portico/app/noun/secret"

// SecretService keeps the secrets of applications, for tests of nouns that need one.
type SecretService = secrets.Service
