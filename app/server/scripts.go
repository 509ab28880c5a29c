package server

import (
	"context"
	"log/slog"
	"os"
	"runtime"
	"strings"
)

// workerCommand is how this program is started as a worker. On Linux the file that runs
// is named, which may have been replaced since.
func workerCommand() ([]string, error) {
	const worker = "worker"
	if runtime.GOOS == "linux" {
		return []string{"/proc/self/exe", worker}, nil
	}
	program, err := os.Executable()
	return []string{program, worker}, err
}

// prepareScripts says how scripts are confined here, and starts workers if a tenant has a
// script.
func (s *Server) prepareScripts(ctx context.Context) {
	hasScripts, err := s.DB.HasJWTCustomizers(ctx)
	if err != nil {
		s.log.ErrorContext(ctx, "could not look for scripts", "error", err)
		return
	}
	measures, err := s.Scripts.Probe(hasScripts)
	if err != nil {
		s.log.ErrorContext(ctx, "scripts for custom claims cannot run", "error", err)
		return
	}
	var held, missing []string
	for _, m := range measures {
		if text := m.Name + ": " + m.Detail; m.Holds {
			held = append(held, text)
		} else {
			missing = append(missing, text)
		}
	}
	level := slog.LevelInfo
	if len(missing) > 0 {
		level = slog.LevelWarn
	}
	s.log.Log(ctx, level, "scripts are confined", "by", strings.Join(held, "; "), "missing", strings.Join(missing, "; "))
}
