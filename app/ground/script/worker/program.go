package worker

import (
	"errors"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
	esbuild "github.com/evanw/esbuild/pkg/api"

	"portico/app/ground/script"
)

// scriptName is the name of scripts in stacks.
const scriptName = "script.js"

// compiled is a script that compiles, or the reason why it does not.
type compiled struct {
	program *goja.Program
	failure *script.Failure
}

// compile compiles a script. goja lacks loops over asynchronous generators; a script that
// it rejects is translated first, which takes longer, and whose map keeps the lines.
func compile(source string) compiled {
	program, err := parse(source, parser.WithDisableSourceMaps)
	if err == nil {
		return compiled{program: program}
	}
	lowered := esbuild.Transform(source, esbuild.TransformOptions{
		Loader: esbuild.LoaderJS, Target: esbuild.ESNext, LogLevel: esbuild.LogLevelSilent,
		Supported: map[string]bool{"async-generator": false, "for-await": false},
		Sourcemap: esbuild.SourceMapExternal, SourcesContent: esbuild.SourcesContentExclude, Sourcefile: scriptName,
	})
	if len(lowered.Errors) > 0 {
		return compiled{failure: failureOfMessage(lowered.Errors[0])}
	}
	ofMap := parser.WithSourceMapLoader(func(string) ([]byte, error) { return lowered.Map, nil })
	program, loweredErr := parse(string(lowered.Code)+"\n//# sourceMappingURL="+scriptName+".map", ofMap)
	if loweredErr != nil {
		return compiled{failure: syntaxFailure(err)}
	}
	return compiled{program: program}
}

func parse(source string, option parser.Option) (*goja.Program, error) {
	tree, err := goja.Parse(scriptName, source, option)
	if err != nil {
		return nil, err
	}
	return goja.CompileAST(tree, false)
}

// failureOfMessage is a message of the translator, whose columns count from 0.
func failureOfMessage(message esbuild.Message) *script.Failure {
	failure := &script.Failure{Kind: script.Syntax, Message: message.Text}
	if at := message.Location; at != nil {
		failure.Line, failure.Column = at.Line, at.Column+1
	}
	return failure
}

func syntaxFailure(err error) *script.Failure {
	failure := &script.Failure{Kind: script.Syntax, Message: err.Error()}
	var at file.Position
	var parsed parser.ErrorList
	var compiled *goja.CompilerSyntaxError
	switch {
	case errors.As(err, &parsed) && len(parsed) > 0:
		failure.Message, at = parsed[0].Message, parsed[0].Position
	case errors.As(err, &compiled) && compiled.File != nil:
		failure.Message, at = compiled.Message, compiled.File.Position(compiled.Offset)
	}
	failure.Line, failure.Column = at.Line, at.Column
	return failure
}
