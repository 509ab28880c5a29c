package connector

import (
	"strings"

	"portico/app/ground/fault"
	"portico/connectors"
)

// textOf is the ID of the text that describes what a field must be.
func textOf(field string) string {
	if strings.HasPrefix(field, "templates") {
		return "error.connector.templates"
	}
	texts := map[string]string{
		"host": "error.connector.host", "port": "error.connector.port", "auth.user": "error.connector.user",
		"auth.pass": "error.connector.pass", "fromEmail": "error.connector.sender", "replyTo": "error.connector.sender",
	}
	if text := texts[field]; text != "" {
		return text
	}
	return "error.connector.configuration"
}

// failureText is the ID of the text that describes how far sending got.
func failureText(stage connectors.Stage) string {
	switch stage {
	case connectors.StageConnect:
		return "error.connector.unreachable"
	case connectors.StageSecure:
		return "error.connector.insecure"
	case connectors.StageSignIn:
		return "error.connector.refused_sign_in"
	case connectors.StageSend:
	}
	return "error.connector.refused_message"
}

// notSent is the fault of a message that was not sent. It includes the service's
// response, without which nobody could fix the configuration.
func notSent(failure *connectors.Failure) error {
	f := fault.New(fault.Invalid, "connector.general").With("Detail", failure.Detail).Because(failure)
	f.Message = failureText(failure.Stage)
	return f
}
