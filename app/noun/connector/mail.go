package connector

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/connectors"
	"portico/models/store"
)

// HasMail reports whether the tenant can send mail.
func (s *Service) HasMail(ctx context.Context, records *store.Store) (bool, error) {
	rows, err := records.Connectors.ListOf(ctx, s.idsOf(connectors.KindEmail))
	if err != nil {
		return false, fmt.Errorf("look for mail connector: %w", err)
	}
	return len(rows) > 0, nil
}

// SendMail sends a message of a usage, rendered from the tenant's template.
// Faults: connector.not_found without a mail connector,
// connector.template_not_found, connector.general if it could not be sent.
func (s *Service) SendMail(ctx context.Context, records *store.Store, usage, to string, values map[string]string) error {
	rows, err := records.Connectors.ListOf(ctx, s.idsOf(connectors.KindEmail))
	if err != nil {
		return fmt.Errorf("look for mail connector: %w", err)
	}
	if len(rows) == 0 {
		return fault.New(fault.Unsupported, "connector.not_found")
	}
	opened, err := s.open(&rows[0])
	if err != nil {
		return err
	}
	mail, err := s.mail(opened.Definition, opened.Config)
	if err != nil {
		return err
	}
	return send(ctx, mail, connectors.Usage(usage), to, values)
}

func send(ctx context.Context, mail connectors.Mail, usage connectors.Usage, to string, values map[string]string) error {
	template, ok := connectors.TemplateFor(mail.Templates(), usage)
	if !ok {
		return fault.New(fault.Invalid, "connector.template_not_found").With("Usage", string(usage))
	}
	err := mail.Send(ctx, template.Fill(to, values))
	var failure *connectors.Failure
	if errors.As(err, &failure) {
		return notSent(failure)
	}
	return err
}

// Test sends a test message to an address with any configuration, whether it is
// the stored one or not. Faults: entity.not_found for an unknown kind,
// guard.invalid_input (email), connector.invalid_config,
// connector.template_not_found, connector.general.
func (s *Service) Test(ctx context.Context, connectorID, email string, config Config, values map[string]string) error {
	definition, ok := s.definition(connectorID)
	if !ok {
		return rule.Missing("kind of connector " + connectorID)
	}
	if !rule.IsEmail(email) {
		return rule.Invalid("email", "error.connector.recipient", "must be an e-mail address")
	}
	mail, err := s.mail(definition, config)
	if err != nil {
		return err
	}
	usage := connectors.UsageGeneric
	if templates := mail.Templates(); len(templates) > 0 {
		if _, isGeneric := connectors.TemplateFor(templates, usage); !isGeneric {
			usage = templates[0].Usage
		}
	}
	return send(ctx, mail, usage, email, values)
}
