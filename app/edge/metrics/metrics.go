package metrics

import (
	"context"
	"database/sql"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"portico/app/ground/event"
	"portico/models"
	"portico/models/store"
)

// Metrics are the metrics of one process.
type Metrics struct {
	registry *prometheus.Registry
	// requests are labelled by method, route and status class.
	requests *prometheus.HistogramVec
	tokens   *prometheus.CounterVec // by grant
	signIns  *prometheus.CounterVec // by result
	signUps  *prometheus.CounterVec // by result
}

// New makes the metrics of the process, with those of the Go runtime.
func New() *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "portico_http_request_duration_seconds", Help: "Time to answer a request, by the pattern of its route.",
			Buckets: []float64{.001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"method", "route", "status"}),
		tokens:  counter("portico_token_responses_total", "Successful answers of the token endpoint.", "grant"),
		signIns: counter("portico_sign_ins_total", "Sign-ins submitted.", "result"),
		signUps: counter("portico_registrations_total", "Registrations submitted.", "result"),
	}
	m.registry.MustRegister(
		m.requests, m.tokens, m.signIns, m.signUps,
		collectors.NewGoCollector(), collectors.NewBuildInfoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	return m
}

func counter(name, help, label string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, []string{label})
}

// Count implements event.Listener. It counts before the event's transaction
// commits, so the few events that are rolled back are counted as well.
func (m *Metrics) Count(_ context.Context, _ *store.Store, e event.Event) error {
	result := "success"
	if e.Result == models.AuditError {
		result = "failure"
	}
	switch e.Key {
	case event.SignInSubmit:
		m.signIns.WithLabelValues(result).Inc()
	case event.RegisterSubmit:
		m.signUps.WithLabelValues(result).Inc()
	case event.ExchangeAuthorizationCode, event.ExchangeRefreshToken, event.ExchangeClientCredentials:
		if result == "success" {
			m.tokens.WithLabelValues(grant(e.Key)).Inc()
		}
	}
	return nil
}

// grant returns the grant type of an exchange event.
func grant(key string) string {
	switch key {
	case event.ExchangeAuthorizationCode:
		return "authorization_code"
	case event.ExchangeRefreshToken:
		return "refresh_token"
	case event.ExchangeClientCredentials:
		return "client_credentials"
	}
	return "other"
}

// WatchHashing reports the load of password hashing: the numbers of working and
// waiting hashes, as counted by password.Hasher.
func (m *Metrics) WatchHashing(load func() (working, waiting int)) {
	m.gauge("portico_password_hashes_working", "Passwords that are being hashed.", nil,
		func() float64 { working, _ := load(); return float64(working) })
	m.gauge("portico_password_hashes_waiting", "Passwords that wait to be hashed.", nil,
		func() float64 { _, waiting := load(); return float64(waiting) })
}

// WatchPool reports on a pool of database connections.
func (m *Metrics) WatchPool(name string, stats func() sql.DBStats) {
	labels := prometheus.Labels{"pool": name}
	m.gauge("portico_db_connections_max", "The most connections that the pool may have.", labels,
		func() float64 { return float64(stats().MaxOpenConnections) })
	m.gauge("portico_db_connections_open", "Connections that the pool has.", labels,
		func() float64 { return float64(stats().OpenConnections) })
	m.gauge("portico_db_connections_in_use", "Connections that are in use.", labels,
		func() float64 { return float64(stats().InUse) })
	m.total("portico_db_connection_waits_total", "Times that a connection of the pool was waited for.", labels,
		func() float64 { return float64(stats().WaitCount) })
	m.total("portico_db_connection_wait_seconds_total", "Time that connections of the pool were waited for.", labels,
		func() float64 { return stats().WaitDuration.Seconds() })
}

func (m *Metrics) gauge(name, help string, labels prometheus.Labels, value func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(
		prometheus.GaugeOpts{Name: name, Help: help, ConstLabels: labels}, value))
}

func (m *Metrics) total(name, help string, labels prometheus.Labels, value func() float64) {
	m.registry.MustRegister(prometheus.NewCounterFunc(
		prometheus.CounterOpts{Name: name, Help: help, ConstLabels: labels}, value))
}
