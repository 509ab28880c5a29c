package signingkey

import (
	"cmp"
	"context"
	"slices"

	"portico/locales"
	"portico/models"
	"portico/views/component"
)

// algorithm is a signing algorithm with its keys.
type algorithm struct {
	Name      string
	IsDefault bool
	Keys      []models.SigningKey // by stage: next, current, previous
}

// algorithms groups the keys by algorithm, the default one first.
func algorithms(keys []models.SigningKey, byDefault string) []algorithm {
	names := []string{}
	byName := map[string][]models.SigningKey{}
	for _, key := range keys {
		if byName[key.Algorithm] == nil {
			names = append(names, key.Algorithm)
		}
		byName[key.Algorithm] = append(byName[key.Algorithm], key)
	}
	slices.Sort(names)
	if i := slices.Index(names, byDefault); i > 0 {
		names = slices.Insert(slices.Delete(names, i, i+1), 0, byDefault)
	}
	var all []algorithm
	for _, name := range names {
		slices.SortStableFunc(byName[name], func(a, b models.SigningKey) int {
			return cmp.Compare(rank(a.Status), rank(b.Status))
		})
		all = append(all, algorithm{Name: name, IsDefault: name == byDefault, Keys: byName[name]})
	}
	return all
}

// rank orders the stages in the order that a key goes through them.
func rank(status models.KeyStatus) int {
	return slices.Index([]models.KeyStatus{models.KeyNext, models.KeyCurrent, models.KeyPrevious}, status)
}

// inUseSince is when the current key began to sign, in epoch ms: every rotation
// generates a new next key, so it is that key's creation time. Without a next key
// it is the creation time of the current one.
func (a algorithm) inUseSince() int64 {
	var since int64
	for _, key := range a.Keys {
		if key.Status != models.KeyPrevious {
			since = max(since, key.CreatedAt)
		}
	}
	return since
}

func stageName(ctx context.Context, status models.KeyStatus) string {
	switch status {
	case models.KeyNext:
		return locales.T(ctx, "console.key.next")
	case models.KeyCurrent:
		return locales.T(ctx, "console.key.current")
	case models.KeyPrevious:
		return locales.T(ctx, "console.key.previous")
	}
	return string(status)
}

func stageBadge(status models.KeyStatus) component.BadgeKind {
	switch status {
	case models.KeyCurrent:
		return component.BadgeOK
	case models.KeyNext:
		return component.BadgeAccent
	case models.KeyPrevious:
	}
	return component.BadgePlain
}

// algorithmOptions are the selectable algorithms, with the advantages of each.
func algorithmOptions(ctx context.Context, names []string) []component.Option {
	var options []component.Option
	for _, name := range names {
		label, data := name, locales.Data{"Name": name}
		switch name {
		case "ES256":
			label = locales.T(ctx, "console.keys.defaultFast", data)
		case "RS256":
			label = locales.T(ctx, "console.keys.defaultEverywhere", data)
		case "ES384":
			label = locales.T(ctx, "console.keys.defaultLong", data)
		}
		options = append(options, component.Option{Value: name, Label: label})
	}
	return options
}
