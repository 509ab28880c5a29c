package actor

// OfOperator is the actor of a user of the tenant "admin" with one of the roles
// admin, editor and viewer; another role gives no access.
func OfOperator(id, name, role string) Actor {
	access := map[string]Access{"admin": Administer, "editor": Change, "viewer": Read}
	return Actor{Kind: Operator, ID: id, Name: name, Access: access[role]}
}
