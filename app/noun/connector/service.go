package connector

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/connectors"
	"portico/models"
	"portico/models/store"
)

// Service manages the connectors of a tenant.
type Service struct {
	Vault  sealer
	Events *event.Publisher
	Now    func() time.Time
	// Definitions are the available kinds.
	Definitions []connectors.Definition
	Dial        connectors.Dial
}

// sealer encrypts and decrypts values; the context names where a value is stored.
type sealer interface {
	Seal(context string, plaintext []byte) ([]byte, error)
	Open(context string, sealed []byte) ([]byte, error)
}

// Config is a configuration as a JSON object.
type Config = map[string]any

// Connector is a connector with its kind and its configuration, credentials
// included.
type Connector struct {
	models.Connector
	Definition connectors.Definition
	Config     Config
}

// definition finds a kind by its ID.
func (s *Service) definition(id string) (connectors.Definition, bool) {
	for _, definition := range s.Definitions {
		if definition.ID == id {
			return definition, true
		}
	}
	return connectors.Definition{}, false
}

// All lists the connectors, oldest first.
func (s *Service) All(ctx context.Context, records *store.Store) ([]Connector, error) {
	rows, err := records.Connectors.List(ctx)
	if err != nil {
		return nil, fmt.Errorf("list connectors: %w", err)
	}
	all := make([]Connector, 0, len(rows))
	for i := range rows {
		opened, err := s.open(&rows[i])
		if err != nil {
			return nil, err
		}
		all = append(all, *opened)
	}
	return all, nil
}

// Get reads a connector. Fault: entity.not_found.
func (s *Service) Get(ctx context.Context, records *store.Store, id string) (*Connector, error) {
	row, err := records.Connectors.Get(ctx, id)
	if err != nil {
		return nil, rule.OrMissing("connector "+id, err)
	}
	return s.open(row)
}

func (s *Service) open(row *models.Connector) (*Connector, error) {
	definition, ok := s.definition(row.ConnectorID)
	if !ok {
		return nil, fmt.Errorf("connector %s is of the unknown kind %q", row.ID, row.ConnectorID)
	}
	text, err := s.Vault.Open(row.SealContext(), row.Sealed)
	if err != nil {
		return nil, fmt.Errorf("open connector %s: %w", row.ID, err)
	}
	opened := &Connector{Connector: *row, Definition: definition}
	if err := json.Unmarshal(text, &opened.Config); err != nil {
		return nil, fmt.Errorf("read configuration of connector %s: %w", row.ID, err)
	}
	return opened, nil
}

// seal encrypts a configuration into a record.
func (s *Service) seal(row *models.Connector, config Config) error {
	text, err := json.Marshal(config)
	if err != nil {
		return fmt.Errorf("write configuration: %w", err)
	}
	row.Sealed, err = s.Vault.Seal(row.SealContext(), text)
	if err != nil {
		return fmt.Errorf("seal connector %s: %w", row.ID, err)
	}
	return nil
}

// mail parses the configuration of a connector that sends mail. Fault:
// connector.invalid_config.
func (s *Service) mail(definition connectors.Definition, config Config) (connectors.Mail, error) {
	text, err := json.Marshal(config)
	if err != nil {
		return nil, fmt.Errorf("write configuration: %w", err)
	}
	mail, err := definition.NewMail(text, s.Dial)
	var wrong *connectors.ConfigError
	if errors.As(err, &wrong) {
		f := fault.New(fault.Invalid, "connector.invalid_config").Because(err)
		f.Fields = map[string]string{"config." + wrong.Field: textOf(wrong.Field)}
		return nil, f
	}
	if err != nil {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	return mail, nil
}

// normalized is a configuration as parsed by its kind, which is what is stored.
// Fault: connector.invalid_config.
func (s *Service) normalized(definition connectors.Definition, config Config) (Config, error) {
	mail, err := s.mail(definition, config)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(mail.Config())
	if err != nil {
		return nil, fmt.Errorf("write configuration: %w", err)
	}
	var normalized Config
	if err := json.Unmarshal(text, &normalized); err != nil {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	return normalized, nil
}
