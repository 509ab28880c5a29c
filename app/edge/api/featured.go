package api

import "portico/models"

// FeaturedUser is one of a few users shown as examples.
type FeaturedUser struct {
	ID     string  `json:"id"`
	Avatar *string `json:"avatar"`
	Name   *string `json:"name"`
}

// FeaturedApplication is one of a few applications shown as examples.
type FeaturedApplication struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Type string `json:"type"`
}

// FeaturedUserOf returns the body for a featured user.
func FeaturedUserOf(user *models.User) FeaturedUser {
	return FeaturedUser{ID: user.ID, Avatar: user.Avatar, Name: user.Name}
}

// FeaturedApplicationOf returns the body for a featured application.
func FeaturedApplicationOf(application *models.Application) FeaturedApplication {
	return FeaturedApplication{ID: application.ID, Name: application.Name, Type: string(application.Type)}
}
