// Package models holds the records that Portico stores, one file per noun.
//
// A record consists of its fields, its GORM tags and methods that need only the
// record itself: no queries, no business rules, no imports of other Portico
// packages. Times are Unix milliseconds (UTC); zero means "not set". Every
// record except Tenant carries the tenant that owns it.
//
// # Glossary
//
// One word per concept, in code, texts and documentation alike:
//
//	word           meaning                                         avoid
//	tenant         an isolated set of users and applications       realm, instance
//	user           a person with an account in a tenant            person, subject
//	operator       a user of the tenant "admin"                    administrator, staff
//	application    an OAuth client                                 client (in records)
//	machine        an application that no user signs in to         service account
//	resource       a protected API, identified by its indicator    audience, service
//	scope          what a token allows; a permission of a resource entitlement
//	permission     a scope as people see it, granted by roles      right, privilege
//	role           a set of permissions for users or for machines  group
//	organization   a group of a tenant's users and machines        team, workspace
//	member         a user or machine in an organization            participant
//	template       the roles and permissions of all organizations  blueprint
//	provisioning   just-in-time membership by email domain         auto-join
//	invitation     asks the owner of an address to join            invite (noun)
//	connector      an external service that a tenant has set up    integration, plugin
//	session        a browser in which a user is signed in          login
//	interaction    one authorization request in progress           flow, transaction
//	grant          the access a user has given an application      consent, authorization
//	identifier     what a user signs in with: username or email    login name
//	secret         a client secret of an application               password, key
//	signing key    a key pair that signs a tenant's tokens         certificate
//	audit log      a record of something that happened             event log, history
//
// Verbs: sign in, sign out and sign up (not log in, register); create, add and
// invite; delete what exists on its own, remove it from something else; assign a
// role; grant and revoke access, tokens and invitations; suspend and reactivate
// a user; rotate keys and secrets; a token or link expires.
//
// Texts: sentence case, a verb on each button, "ID", "URL", "email". An error
// says what happened and what to do. Chinese: 租户, 用户, 管理人员 (operator),
// 应用, 机器对机器, API 资源, 权限, 权限范围 (scope in OAuth requests), 角色,
// 组织, 成员, 即时配置 (just-in-time provisioning), 邀请, 连接器, 会话, 授权,
// 密钥, 令牌, 签发者, 签发 (issue), 停用/恢复, 轮换, 撤销, 退出登录, 注册.
package models
