package thirdparty

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

const maxDisplayName = 256 // characters, as for names of applications

// Changes are the changeable fields of how an application presents itself; nil leaves a
// field unchanged, and "" removes it. Each object is replaced as a whole.
type Changes struct {
	DisplayName      *string
	Branding         *models.Branding
	Color            *models.Color
	CustomCSS        *string
	TermsOfUseURL    *string
	PrivacyPolicyURL *string
}

// Experience reads how an application presents itself. Fault: entity.not_found, also if
// nothing has been set.
func (s *Service) Experience(ctx context.Context, records *store.Store, applicationID string) (*models.ApplicationSignInExperience, error) {
	found, err := records.SignInExperiences.Get(ctx, applicationID)
	if err != nil {
		return nil, rule.OrMissing("sign-in experience of application "+applicationID, err)
	}
	return found, nil
}

// SetExperience changes how an application presents itself, and publishes
// Application.SignInExperience.Updated if anything changed. isNew reports that nothing
// had been set before. Faults: entity.not_found, guard.invalid_input.
func (s *Service) SetExperience(ctx context.Context, records *store.Store, applicationID string, changes Changes) (
	stored *models.ApplicationSignInExperience, isNew bool, err error,
) {
	err = s.kind().Change(ctx, records, applicationID, func(tx *store.Store, application *models.Application) (err error) {
		stored, err = tx.SignInExperiences.Get(ctx, applicationID)
		var before map[string]any
		switch {
		case err == nil:
			before = experienceFacts(stored)
		case errors.Is(err, store.ErrNotFound):
			stored, isNew = &models.ApplicationSignInExperience{ApplicationID: applicationID}, true
		default:
			return fmt.Errorf("read sign-in experience: %w", err)
		}
		changes.apply(stored)
		if err := checkExperience(stored); err != nil {
			return err
		}
		after := experienceFacts(stored)
		if was, is := event.Difference(before, after); !isNew && was == nil && is == nil {
			return nil
		}
		if err := tx.SignInExperiences.Save(ctx, stored); err != nil {
			return fmt.Errorf("store sign-in experience: %w", err)
		}
		return s.kind().Publish(ctx, tx, event.ApplicationExperience, application, before, after)
	})
	return stored, isNew, err
}

func (c Changes) apply(experience *models.ApplicationSignInExperience) {
	noun.SetText(&experience.DisplayName, c.DisplayName)
	noun.Set(&experience.Branding, c.Branding)
	noun.Set(&experience.Color, c.Color)
	noun.Set(&experience.CustomCSS, c.CustomCSS)
	noun.SetText(&experience.TermsOfUseURL, c.TermsOfUseURL)
	noun.SetText(&experience.PrivacyPolicyURL, c.PrivacyPolicyURL)
}

// checkExperience applies the rules of an application's name to its display name: people
// read it when they consent.
func checkExperience(experience *models.ApplicationSignInExperience) error {
	if name := experience.DisplayName; name != "" && !rule.IsName(name, maxDisplayName) {
		return rule.Invalid("displayName", "error.thirdParty.displayName", "must have at most %d characters, all of them visible", maxDisplayName)
	}
	err := noun.CheckAddresses(map[string]string{
		"termsOfUseUrl": experience.TermsOfUseURL, "privacyPolicyUrl": experience.PrivacyPolicyURL,
	})
	if err != nil {
		return err
	}
	if err := noun.CheckColor(experience.Color); err != nil {
		return err
	}
	if err := noun.CheckBranding(experience.Branding); err != nil {
		return err
	}
	return noun.CheckCSS(experience.CustomCSS)
}

// experienceFacts describe it in events, by API field names.
func experienceFacts(experience *models.ApplicationSignInExperience) map[string]any {
	return map[string]any{
		"displayName": experience.DisplayName, "branding": experience.Branding, "color": experience.Color,
		"customCss": experience.CustomCSS, "termsOfUseUrl": experience.TermsOfUseURL, "privacyPolicyUrl": experience.PrivacyPolicyURL,
	}
}
