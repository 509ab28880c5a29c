package connector

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/connectors"
	"portico/models"
	"portico/models/store"
)

// New is the input for setting up a connector.
type New struct {
	ConnectorID string // the ID of its definition
	Config      Config
	Metadata    map[string]any
}

// Create sets up a connector and publishes Connector.Created. Faults:
// connector.not_found_with_connector_id for an unknown kind,
// connector.multiple_instances_not_supported if there is already one for the same
// purpose, connector.invalid_config.
func (s *Service) Create(ctx context.Context, records *store.Store, fields New) (*Connector, error) {
	definition, ok := s.definition(fields.ConnectorID)
	if !ok {
		return nil, fault.New(fault.Unprocessable, "connector.not_found_with_connector_id").At("connectorId")
	}
	config, err := s.normalized(definition, fields.Config)
	if err != nil {
		return nil, err
	}
	created := &Connector{Definition: definition, Config: config}
	created.Connector = models.Connector{
		TenantID: records.TenantID(), ID: models.NewID(), ConnectorID: definition.ID,
		Metadata: metadataOf(fields.Metadata), CreatedAt: s.Now().UnixMilli(),
	}
	if err := s.seal(&created.Connector, config); err != nil {
		return nil, err
	}
	err = records.InTx(ctx, func(tx *store.Store) error {
		if err := s.refuseSecond(ctx, tx, definition.Kind); err != nil {
			return err
		}
		if err := tx.Connectors.Insert(ctx, &created.Connector); err != nil {
			return err
		}
		_, is := event.Difference(nil, facts(created))
		return s.Events.Publish(ctx, tx, event.Event{Key: event.ConnectorCreated, After: is, Payload: about(created)})
	})
	if err != nil {
		return nil, fmt.Errorf("set up connector: %w", err)
	}
	return created, nil
}

// refuseSecond limits a tenant to one connector of a kind; it locks the tenant, so
// that only one of two concurrent calls succeeds.
func (s *Service) refuseSecond(ctx context.Context, tx *store.Store, kind connectors.Kind) error {
	if _, err := tx.Tenant.Hold(ctx); err != nil {
		return fmt.Errorf("hold connectors: %w", err)
	}
	others, err := tx.Connectors.ListOf(ctx, s.idsOf(kind))
	if err != nil {
		return fmt.Errorf("list connectors: %w", err)
	}
	if len(others) > 0 {
		return fault.New(fault.Unprocessable, "connector.multiple_instances_not_supported")
	}
	return nil
}

func (s *Service) idsOf(kind connectors.Kind) []string {
	var ids []string
	for _, definition := range s.Definitions {
		if definition.Kind == kind {
			ids = append(ids, definition.ID)
		}
	}
	return ids
}

// Changes are the changeable parts of a connector; nil leaves a part unchanged.
// Each is replaced as a whole.
type Changes struct {
	Config   Config
	Metadata map[string]any
}

// Update changes a connector, and publishes Connector.Data.Updated if anything
// changed. Faults: entity.not_found, connector.invalid_config.
func (s *Service) Update(ctx context.Context, records *store.Store, id string, changes Changes) (*Connector, error) {
	var updated *Connector
	err := records.InTx(ctx, func(tx *store.Store) error {
		if _, err := tx.Tenant.Hold(ctx); err != nil {
			return fmt.Errorf("hold connectors: %w", err)
		}
		before, err := s.Get(ctx, tx, id)
		if err != nil {
			return err
		}
		after := *before
		updated = &after
		if changes.Metadata != nil {
			after.Metadata = metadataOf(changes.Metadata)
		}
		if changes.Config != nil {
			if after.Config, err = s.normalized(before.Definition, changes.Config); err != nil {
				return err
			}
		}
		return s.write(ctx, tx, before, &after)
	})
	if err != nil {
		return nil, fmt.Errorf("change connector: %w", err)
	}
	return updated, nil
}

// write stores a connector if it has changed. Credentials are compared as well, but
// the event does not contain them.
func (s *Service) write(ctx context.Context, tx *store.Store, before, after *Connector) error {
	was, is := event.Difference(whole(before), whole(after))
	if was == nil && is == nil {
		return nil
	}
	if err := s.seal(&after.Connector, after.Config); err != nil {
		return err
	}
	if err := tx.Connectors.Update(ctx, &after.Connector); err != nil {
		return err
	}
	was, is = event.Difference(facts(before), facts(after))
	return s.Events.Publish(ctx, tx, event.Event{
		Key: event.ConnectorUpdated, Before: was, After: is, Payload: about(after),
	})
}

// Delete removes a connector and publishes Connector.Deleted. Fault: entity.not_found.
func (s *Service) Delete(ctx context.Context, records *store.Store, id string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		removed, err := s.Get(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := tx.Connectors.Delete(ctx, id); err != nil {
			return rule.OrMissing("connector "+id, err)
		}
		was, _ := event.Difference(facts(removed), nil)
		return s.Events.Publish(ctx, tx, event.Event{Key: event.ConnectorDeleted, Before: was, Payload: about(removed)})
	})
	if err != nil {
		return fmt.Errorf("remove connector: %w", err)
	}
	return nil
}

// about identifies the connector of an event.
func about(connector *Connector) map[string]any {
	return map[string]any{"id": connector.ID, "connectorId": connector.ConnectorID}
}

// facts describe a connector in its events, without credentials.
func facts(connector *Connector) map[string]any {
	return map[string]any{
		"connectorId": connector.ConnectorID, "metadata": connector.Metadata,
		"config": connector.Masked(func(string) string { return "" }),
	}
}

func whole(connector *Connector) map[string]any {
	return map[string]any{"config": connector.Config, "metadata": connector.Metadata}
}

// Masked is the configuration with mask applied to each credential.
func (c *Connector) Masked(mask func(string) string) Config {
	masked := maps.Clone(c.Config)
	for _, place := range c.Definition.Secrets {
		maskAt(masked, strings.Split(place, "."), mask)
	}
	return masked
}

// maskAt copies whatever it changes.
func maskAt(config Config, place []string, mask func(string) string) {
	if len(place) == 1 {
		if secret, isText := config[place[0]].(string); isText {
			config[place[0]] = mask(secret)
		}
		return
	}
	if inner, isObject := config[place[0]].(Config); isObject {
		inner = maps.Clone(inner)
		config[place[0]] = inner
		maskAt(inner, place[1:], mask)
	}
}

// metadataOf returns the presentation of a connector: its name and images.
func metadataOf(metadata map[string]any) map[string]any {
	known := map[string]any{}
	for _, name := range []string{"target", "name", "logo", "logoDark"} {
		if value, isSet := metadata[name]; isSet {
			known[name] = value
		}
	}
	return known
}
