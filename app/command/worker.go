package command

import (
	serving "portico/app/ground/script/worker"
)

type worker struct{}

// Run runs scripts until the server closes its pipe.
func (worker) Run(p *process) error { return serving.Serve(p.stdin, p.stdout) }
