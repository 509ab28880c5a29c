package actor

// OfOperator returns the actor for a user of the tenant "admin" with the role admin,
// editor or viewer; any other role gives no access.
func OfOperator(id, name, role string) Actor {
	access := map[string]Access{"admin": Administer, "editor": Change, "viewer": Read}
	return Actor{Kind: Operator, ID: id, Name: name, Access: access[role]}
}
