//go:build !windows && !darwin

package idle

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/screensaver"
	"github.com/jezek/xgb/xproto"
)

// x11 asks the X server's MIT-SCREEN-SAVER extension.
type x11 struct {
	conn *xgb.Conn
	root xproto.Drawable
}

// The library speaks to stderr of every display it cannot reach; its errors say
// the same.
func init() { xgb.Logger.SetOutput(io.Discard) }

var errNoDisplay = errors.New("no X display is named")

func openX11(context.Context) (adapter, error) {
	if os.Getenv("DISPLAY") == "" {
		return nil, errNoDisplay
	}
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, fmt.Errorf("connecting to the X server: %w", err)
	}
	if err := screensaver.Init(conn); err != nil {
		conn.Close()
		return nil, fmt.Errorf("asking for MIT-SCREEN-SAVER: %w", err)
	}
	return &x11{conn, xproto.Drawable(xproto.Setup(conn).DefaultScreen(conn).Root)}, nil
}

func (x *x11) source() Source { return SourceX11 }

func (x *x11) idle(ctx context.Context) (time.Duration, error) {
	type answer struct {
		reply *screensaver.QueryInfoReply
		err   error
	}
	got := make(chan answer, 1)
	cookie := screensaver.QueryInfo(x.conn, x.root)
	go func() {
		reply, err := cookie.Reply()
		got <- answer{reply, err}
	}()
	select {
	case <-ctx.Done():
		return 0, fmt.Errorf("asking the X server: %w", ctx.Err())
	case a := <-got:
		if a.err != nil {
			return 0, fmt.Errorf("asking the X server: %w", a.err)
		}
		if a.reply == nil { // the server has gone
			return 0, errNoDisplay
		}
		return time.Duration(a.reply.MsSinceUserInput) * time.Millisecond, nil
	}
}

func (x *x11) close() error {
	x.conn.Close()
	return nil
}
