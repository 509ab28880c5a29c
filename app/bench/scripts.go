package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"text/tabwriter"
	"time"
)

// Aims of scripts that add claims to tokens.
const (
	scriptMedianAim = 150 * time.Microsecond
	scriptTailAim   = time.Millisecond
	noiseAim        = 1.5 // others' latency beside the worst script, as a ratio
	growthAim       = 1.1 // resident memory after all runs, as a ratio to a tenth of them
)

const (
	scriptTokens = 4000    // tokens of each kind whose latencies are compared
	scriptRuns   = 100_000 // runs over which memory must stay flat
)

// benchScript does what scripts do: it reads its argument and returns a few claims.
const benchScript = `const getCustomJwtClaims = async ({ token, context, environmentVariables, api }) => {
  const { application } = context;
  return { app: application.name, tier: environmentVariables.TIER, audience: [token.aud].flat(), third: application.isThirdParty };
};`

// worstScript computes until it is stopped, and allocates meanwhile.
const worstScript = `const getCustomJwtClaims = async () => { for (;;) { JSON.stringify(Array(1000).fill({ a: 1 })); } };`

// scriptSite is a server on one processor with a machine whose tokens have a script.
type scriptSite struct {
	running *process
	site    site
	token   string // for the Management API
	other   credentials
	conn    *connection
}

// scripts measures and prints what scripts cost, unless only other figures were
// requested.
func (p plan) scripts(ctx context.Context, server program, folder string) error {
	if p.only != "" && p.only != "scripts" {
		return nil
	}
	s, err := server.startScriptSite(ctx, filepath.Join(folder, "scripts"))
	if err != nil {
		return err
	}
	defer s.running.stop()
	t := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(t, "\nscripts, on one processor\tmedian\t99th percentile\taim")
	for _, measure := range []func(context.Context, io.Writer) error{s.cost, s.noise, s.growth} {
		if err := measure(ctx, t); err != nil {
			return err
		}
	}
	return t.Flush()
}

func (p program) startScriptSite(ctx context.Context, data string) (*scriptSite, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	p.address, p.data = address, data
	s := &scriptSite{}
	var startErr error
	err = onOneProcessor(func() { s.running, startErr = p.start(ctx) })
	if err == nil {
		err = startErr
	}
	if err != nil {
		return nil, err
	}
	if err := s.setUp(ctx, p); err != nil {
		s.running.stop()
		return nil, err
	}
	return s, nil
}

func (s *scriptSite) setUp(ctx context.Context, p program) error {
	var err error
	if s.site, err = setUp(ctx, p); err != nil {
		return err
	}
	err = p.call(ctx, "", &s.other, "app", "create", "--tenant", "admin", "--name", "Machine", "--type", "MachineToMachine")
	if err != nil {
		return err
	}
	all, err := connect(p.base())
	if err != nil {
		return err
	}
	s.conn = all[0]
	s.ask(s.conn)
	if err := s.conn.do(http.StatusOK); err != nil {
		return err
	}
	var answer struct {
		Token string `json:"access_token"`
	}
	if err := json.Unmarshal(s.conn.resp.Body(), &answer); err != nil {
		return fmt.Errorf("read token: %w", err)
	}
	s.token = answer.Token
	return nil
}

// ask makes a connection's request one for a token whose script runs.
func (s *scriptSite) ask(c *connection) {
	c.post(s.site.endpoints.Token, clientCredentialsForm())
	c.req.Header.Set("Authorization", s.site.machine.authorization())
}

// askOther makes it one for a token of another tenant.
func (s *scriptSite) askOther(c *connection) {
	c.post(s.site.base+"/t/admin/oidc/token", url.Values{
		"grant_type": {"client_credentials"}, "resource": {"https://default.logto.app/api"},
	})
	c.req.Header.Set("Authorization", s.other.authorization())
}

// put saves the script; "" deletes it.
func (s *scriptSite) put(ctx context.Context, script string) error {
	method, body := http.MethodDelete, ""
	if script != "" {
		text, err := json.Marshal(map[string]any{"script": script, "environmentVariables": map[string]string{"TIER": "gold"}})
		if err != nil {
			return fmt.Errorf("write script: %w", err)
		}
		method, body = http.MethodPut, string(text)
	}
	req, err := http.NewRequestWithContext(ctx, method, s.site.base+"/api/configs/jwt-customizer/client-credentials", strings.NewReader(body))
	if err != nil {
		return fmt.Errorf("save script: %w", err)
	}
	req.Header.Set("Authorization", "Bearer "+s.token)
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("save script: %w", err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode > 299 {
		return fmt.Errorf("save script: status %d", resp.StatusCode)
	}
	return nil
}

// latencies requests what a connection is set to and returns how long each took, sorted.
func latencies(c *connection, requests int) ([]time.Duration, error) {
	took := make([]time.Duration, 0, requests)
	for range requests {
		began := time.Now()
		if err := c.do(http.StatusOK); err != nil {
			return nil, err
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	return took, nil
}

func atPercentile(sorted []time.Duration, percent int) time.Duration {
	return sorted[len(sorted)*percent/100]
}

// cost compares tokens with and without a script, in alternating rounds, and the same
// script within one process.
func (s *scriptSite) cost(ctx context.Context, w io.Writer) error {
	var with, without []time.Duration
	const rounds = 4
	for range rounds {
		if err := s.put(ctx, benchScript); err != nil {
			return err
		}
		s.ask(s.conn)
		for range 100 { // the script is compiled, and its workers warm
			if err := s.conn.do(http.StatusOK); err != nil {
				return err
			}
		}
		some, err := latencies(s.conn, scriptTokens/rounds)
		if err != nil {
			return err
		}
		with = append(with, some...)
		if err := s.put(ctx, ""); err != nil {
			return err
		}
		if some, err = latencies(s.conn, scriptTokens/rounds); err != nil {
			return err
		}
		without = append(without, some...)
	}
	slices.Sort(with)
	slices.Sort(without)
	median, tail := atPercentile(with, 50)-atPercentile(without, 50), atPercentile(with, 99)-atPercentile(without, 99)
	row(w, "a token without a script", atPercentile(without, 50), atPercentile(without, 99), "")
	row(w, "a token with one", atPercentile(with, 50), atPercentile(with, 99), "")
	row(w, "what the script adds", median, tail, fmt.Sprintf("at most %v and %v: %s, %s", scriptMedianAim, scriptTailAim,
		verdict(median <= scriptMedianAim), verdict(tail <= scriptTailAim)))
	inProcess, err := runInProcess(benchScript, scriptTokens)
	if err != nil {
		return err
	}
	row(w, "the same script in one process", atPercentile(inProcess, 50), atPercentile(inProcess, 99), "")
	return nil
}

func row(w io.Writer, name string, median, tail time.Duration, aim string) {
	_, _ = fmt.Fprintf(w, "%s\t%v\t%v\t%s\n", name, median.Round(time.Microsecond), tail.Round(time.Microsecond), aim)
}

// noise compares tokens of another tenant, idle and while the worst script runs as often
// as its tenant can make it.
func (s *scriptSite) noise(ctx context.Context, w io.Writer) error {
	s.askOther(s.conn)
	idle, err := latencies(s.conn, scriptTokens)
	if err != nil {
		return err
	}
	if err := s.put(ctx, worstScript); err != nil {
		return err
	}
	noisy, err := connect(s.site.base)
	if err != nil {
		return err
	}
	var isOver atomic.Bool
	ended := make(chan error, len(noisy))
	for _, c := range noisy {
		go func() {
			s.ask(c)
			for !isOver.Load() {
				if err := c.do(http.StatusOK); err != nil {
					ended <- err
					return
				}
			}
			ended <- nil
		}()
	}
	time.Sleep(time.Second)
	loud, err := latencies(s.conn, scriptTokens)
	isOver.Store(true)
	for range noisy {
		if failed := <-ended; err == nil {
			err = failed
		}
	}
	if err != nil {
		return err
	}
	ratio := float64(atPercentile(loud, 50)) / float64(atPercentile(idle, 50))
	row(w, "another tenant's token", atPercentile(idle, 50), atPercentile(idle, 99), "")
	row(w, "beside the worst script", atPercentile(loud, 50), atPercentile(loud, 99),
		fmt.Sprintf("%.2f times the median; at most %.1f: %s", ratio, noiseAim, verdict(ratio <= noiseAim)))
	return nil
}

// growth issues many tokens with a script and compares memory on the way.
func (s *scriptSite) growth(ctx context.Context, w io.Writer) error {
	if err := s.put(ctx, benchScript); err != nil {
		return err
	}
	all, err := connect(s.site.base)
	if err != nil {
		return err
	}
	run := func(runs int) (float64, error) {
		var left atomic.Int64
		left.Store(int64(runs))
		ended := make(chan error, len(all))
		for _, c := range all {
			go func() {
				s.ask(c)
				for left.Add(-1) >= 0 {
					if err := c.do(http.StatusOK); err != nil {
						ended <- err
						return
					}
				}
				ended <- nil
			}()
		}
		for range all {
			if err := <-ended; err != nil {
				return 0, err
			}
		}
		return s.running.residentWithChildren()
	}
	early, err := run(scriptRuns / 10)
	if err != nil {
		return err
	}
	late, err := run(scriptRuns - scriptRuns/10)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(w, "memory of the server and its workers\t%.0f MiB after %d runs\t%.0f MiB after %d\tat most %.1f times: %s\n",
		early, scriptRuns/10, late, scriptRuns, growthAim, verdict(late <= early*growthAim))
	return nil
}
