// Command regiectl does without a screen what the window does: the same data,
// the same rules. It exits with 0 when done, 1 when refused (one sentence on
// stderr, nothing changed), 2 when it was called wrongly.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"regie/assets/text"
	"regie/clients/fault"
	"regie/cmd/internal/wire"
)

// Exit codes.
const (
	exitDone    = 0
	exitRefused = 1
	exitUsage   = 2
)

// root is the whole command line: one field a group, each group in a file of
// its own. A command is a struct with its flags and Run(*env) error. Flags
// whose value can be refused are strings, read in Run: a value that is refused
// exits with 1, only an unknown or missing flag with 2. Help texts are the
// catalogue's: "help.<group>.<command>", "help.flag.<name>" and, where a flag
// means something else for one command, "help.<group>.<command>.flag.<name>".
type root struct {
	Data string `placeholder:"DIR"`
	Lang string `placeholder:"fr|en"`
	As   string `placeholder:"NAME"`
	JSON bool   `name:"json"`

	Budget     budgetCmd       `cmd:""`
	Agency     agencyGroup     `cmd:""`
	Staff      staffGroup      `cmd:""`
	Level      levelGroup      `cmd:""`
	Hat        hatGroup        `cmd:""`
	Client     clientGroup     `cmd:""`
	Calendar   calendarGroup   `cmd:""`
	Campaign   campaignGroup   `cmd:""`
	Contest    contestGroup    `cmd:""`
	Experiment experimentGroup `cmd:""`
	Pillar     pillarGroup     `cmd:""`
	Contract   contractGroup   `cmd:""`
	Time       timeCmd         `cmd:""`
	Absence    absenceGroup    `cmd:""`
	Capacity   capacityCmd     `cmd:""`
	Rate       rateCmd         `cmd:""`
	Hours      hoursCmd        `cmd:""`
	Bank       bankCmd         `cmd:""`
	Report     reportCmd       `cmd:""`
	Demo       demoCmd         `cmd:""`
	Quote      quoteCmd        `cmd:""`
	Statement  statementCmd    `cmd:""`
	Invoice    invoiceCmd      `cmd:""`
	Month      monthCmd        `cmd:""`
	MonthEnd   monthEndCmd     `cmd:""`

	Journal journalCmd `cmd:""`
	Undo    undoCmd    `cmd:""`
	Redo    redoCmd    `cmd:""`
	Backup  backupCmd  `cmd:""`
	Backups backupsCmd `cmd:""`
	Restore restoreCmd `cmd:""`
	Check   checkCmd   `cmd:""`
	Version versionCmd `cmd:""`
}

// bare marks the commands that open the data folder themselves, or not at all.
type bare interface{ bare() }

func main() {
	debug.SetGCPercent(200) // a program that ends soon rather takes memory than time
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the program on given arguments and streams; it returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	var cli root
	e := &env{In: in, Out: out, Err: errOut, Printer: text.For(text.FromEnv(os.Getenv))}
	e.JSON = asksJSON(args)
	if p, ok := asksLang(args); ok {
		e.Printer = p
	}
	parsed, code, ok := parse(&cli, e, args)
	if !ok {
		return code
	}
	e.JSON = cli.JSON
	if err := e.execute(ctx, &cli, parsed); err != nil {
		return e.refuse(err)
	}
	return exitDone
}

// execute opens the folder where the command wants it, says who acts, and runs.
func (e *env) execute(ctx context.Context, cli *root, parsed *kong.Context) (err error) {
	if cli.Lang != "" {
		l, err := text.Parse(cli.Lang)
		if err != nil {
			return fault.At(err, "lang")
		}
		e.Printer = text.For(l)
	}
	if e.Now, err = clock(os.Getenv("REGIE_NOW")); err != nil {
		return err
	}
	if e.Folder, err = wire.Folder(cli.Data); err != nil {
		return err
	}
	e.Context, e.as = ctx, cli.As
	if _, ok := parsed.Selected().Target.Addr().Interface().(bare); !ok {
		if err := e.Open(wire.Options{Daily: true}); err != nil {
			return err
		}
		defer func() {
			if cerr := e.House.Close(); err == nil {
				err = cerr
			}
		}()
	}
	return parsed.Run(e)
}

// clock is the machine's, or stands still at an instant given for tests.
func clock(fixed string) (func() time.Time, error) {
	if fixed == "" {
		return time.Now, nil
	}
	t, err := time.Parse(time.RFC3339, fixed)
	if err != nil {
		return nil, fault.New("now_invalid", "value", fixed).Because(err)
	}
	return func() time.Time { return t }, nil
}
