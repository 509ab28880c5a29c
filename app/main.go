package main

import (
	"context"
	"os"
	"strings"

	"portico/app/command"
)

func main() {
	environ := map[string]string{}
	for _, pair := range os.Environ() {
		name, value, _ := strings.Cut(pair, "=")
		environ[name] = value
	}
	os.Exit(command.Run(context.Background(), os.Args[1:], environ, os.Stdin, os.Stdout, os.Stderr))
}
