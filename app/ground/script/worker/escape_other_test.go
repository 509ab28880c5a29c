//go:build !linux

package worker_test

func escape(string, []string) {}
