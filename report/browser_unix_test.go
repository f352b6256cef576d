//go:build unix

package report_test

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var screenshots = flag.String("screenshots", "", "folder that the tests with a browser leave pictures in")

// browser is a Chromium that is driven over WebDriver
// (https://www.w3.org/TR/webdriver2/).
type browser struct {
	t    *testing.T
	url  string // of the session
	http http.Client
}

// newBrowser starts a Chromium. Without one, the test is skipped.
func newBrowser(t *testing.T) *browser {
	t.Helper()
	driver, err := exec.LookPath("chromedriver")
	if err != nil {
		t.Skip("there is no chromedriver")
	}
	chromium := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil && chromium == "" {
			chromium = path
		}
	}
	if chromium == "" {
		t.Skip("there is no Chromium")
	}
	// Not t.TempDir: the browser may write while it ends.
	profile, err := os.MkdirTemp("", "golgi-chromium-")
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(profile) })

	c := exec.Command(driver, "--port=0")
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := c.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	t.Cleanup(func() {
		// The driver and all that it has started.
		_ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL)
		_ = c.Wait()
	})
	b := &browser{t: t, http: http.Client{Timeout: time.Minute}}
	port := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			if m := regexp.MustCompile(`started successfully on port (\d+)`).FindStringSubmatch(lines.Text()); m != nil {
				port <- m[1]
			}
		}
		_, _ = io.Copy(io.Discard, out)
	}()
	select {
	case p := <-port:
		b.url = "http://127.0.0.1:" + p + "/session"
	case <-time.After(time.Minute):
		t.Fatal("chromedriver does not start")
	}
	var session struct{ SessionID string }
	b.call("POST", "", map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{
		"goog:loggingPrefs": map[string]string{"browser": "ALL", "performance": "ALL"},
		"goog:chromeOptions": map[string]any{"binary": chromium, "args": []string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
			"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
			"--disable-dev-shm-usage", "--user-data-dir=" + profile, "--window-size=1240,1400"}},
	}}}, &session)
	b.url += "/" + session.SessionID
	t.Cleanup(func() {
		req, _ := http.NewRequest("DELETE", b.url, nil)
		if resp, err := b.http.Do(req); err == nil {
			_ = resp.Body.Close()
		}
	})
	return b
}

// call sends a command and reads its value.
func (b *browser) call(method, path string, body, value any) {
	b.t.Helper()
	var r io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		require.NoError(b.t, err)
		r = bytes.NewReader(text)
	}
	req, err := http.NewRequest(method, b.url+path, r)
	require.NoError(b.t, err)
	resp, err := b.http.Do(req)
	require.NoError(b.t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(b.t, err)
	require.Equal(b.t, http.StatusOK, resp.StatusCode, "%s %s: %s", method, path, text)
	answer := struct{ Value any }{value}
	require.NoError(b.t, json.Unmarshal(text, &answer))
}

// open opens a file and returns how long that took.
func (b *browser) open(path string) time.Duration {
	b.t.Helper()
	abs, err := filepath.Abs(path)
	require.NoError(b.t, err)
	begin := time.Now()
	b.call("POST", "/url", map[string]string{"url": "file://" + abs}, nil)
	b.frame()
	return time.Since(begin)
}

// frame waits until what was asked for has been drawn.
func (b *browser) frame() {
	b.t.Helper()
	b.call("POST", "/execute/async", map[string]any{"args": []any{},
		"script": "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))"}, nil)
}

// eval returns the value of an expression of JavaScript.
func eval[T any](b *browser, expression string) T {
	b.t.Helper()
	var x T
	b.call("POST", "/execute/sync", map[string]any{"script": "return " + expression, "args": []any{}}, &x)
	return x
}

// actions does what a pointer, a wheel or a keyboard would.
func (b *browser) actions(kind string, steps ...map[string]any) {
	b.t.Helper()
	source := map[string]any{"type": kind, "id": kind, "actions": steps}
	if kind == "pointer" {
		source["parameters"] = map[string]string{"pointerType": "mouse"}
	}
	b.call("POST", "/actions", map[string]any{"actions": []any{source}}, nil)
	b.frame()
}

// wheel turns the wheel over a place of the window, with a key held.
func (b *browser) wheel(x, y, turn int, key string) {
	b.t.Helper()
	scroll := map[string]any{"type": "wheel", "id": "wheel", "actions": []any{
		map[string]any{"type": "pause", "duration": 0},
		map[string]any{"type": "scroll", "x": x, "y": y, "deltaX": 0, "deltaY": turn, "duration": 0, "origin": "viewport"}}}
	all := []any{scroll}
	if key != "" {
		all = append(all, map[string]any{"type": "key", "id": "keys", "actions": []any{map[string]any{"type": "keyDown", "value": key}, map[string]any{"type": "pause"}}})
	}
	b.call("POST", "/actions", map[string]any{"actions": all}, nil)
	b.call("DELETE", "/actions", nil, nil)
	b.frame()
}

// point moves the pointer there.
func (b *browser) point(x, y int) {
	b.t.Helper()
	b.actions("pointer", move(x, y))
}

func move(x, y int) map[string]any {
	return map[string]any{"type": "pointerMove", "x": x, "y": y, "duration": 0, "origin": "viewport"}
}

// drag moves the pointer with its button held.
func (b *browser) drag(x0, y0, x1, y1 int) {
	b.t.Helper()
	b.actions("pointer", move(x0, y0), map[string]any{"type": "pointerDown", "button": 0}, move((x0+x1)/2, (y0+y1)/2), move(x1, y1), map[string]any{"type": "pointerUp", "button": 0})
}

// press presses keys, one after the other.
func (b *browser) press(keys ...string) {
	b.t.Helper()
	var steps []map[string]any
	for _, k := range keys {
		steps = append(steps, map[string]any{"type": "keyDown", "value": k}, map[string]any{"type": "keyUp", "value": k})
	}
	b.actions("key", steps...)
}

// devtools sends a command of the DevTools protocol.
func (b *browser) devtools(command string, params map[string]any) {
	b.t.Helper()
	b.call("POST", "/goog/cdp/execute", map[string]any{"cmd": command, "params": params}, nil)
	b.frame()
}

// messages returns what the console says, and the addresses that were asked for.
func (b *browser) messages() (console, requests []string) {
	b.t.Helper()
	var entries []struct{ Level, Message string }
	b.call("POST", "/se/log", map[string]string{"type": "browser"}, &entries)
	for _, e := range entries {
		console = append(console, e.Level+": "+e.Message)
	}
	b.call("POST", "/se/log", map[string]string{"type": "performance"}, &entries)
	for _, e := range entries {
		var m struct {
			Message struct {
				Method string
				Params struct {
					DocumentURL string
					Request     struct{ URL string }
				}
			}
		}
		require.NoError(b.t, json.Unmarshal([]byte(e.Message), &m))
		// The page that the browser begins with asks for much.
		if m.Message.Method == "Network.requestWillBeSent" && strings.HasPrefix(m.Message.Params.DocumentURL, "file:") {
			requests = append(requests, m.Message.Params.Request.URL)
		}
	}
	return console, requests
}

// picture leaves a picture of the window, if pictures are asked for.
func (b *browser) picture(name string) {
	b.t.Helper()
	if *screenshots == "" {
		return
	}
	var text string
	b.call("GET", "/screenshot", nil, &text)
	png, err := base64.StdEncoding.DecodeString(text)
	require.NoError(b.t, err)
	require.NoError(b.t, os.WriteFile(filepath.Join(*screenshots, name+".png"), png, 0o666))
}

// size sets the size of the window.
func (b *browser) size(w, h int) {
	b.t.Helper()
	b.devtools("Emulation.setDeviceMetricsOverride", map[string]any{"width": w, "height": h, "deviceScaleFactor": 1, "mobile": false})
}

// dark sets what the system prefers.
func (b *browser) dark(on bool) {
	b.t.Helper()
	scheme := map[bool]string{true: "dark", false: "light"}[on]
	b.devtools("Emulation.setEmulatedMedia", map[string]any{"features": []any{map[string]string{"name": "prefers-color-scheme", "value": scheme}}})
}

// middle returns the place of a part of an element in the window, after it was
// scrolled there.
func (b *browser) middle(id string, right, down float64) (x, y int) {
	b.t.Helper()
	at := eval[[]float64](b, fmt.Sprintf(`(() => { const e = document.getElementById(%q); e.scrollIntoView({block: "center"});
		const r = e.getBoundingClientRect(); return [r.left + r.width * %g, r.top + r.height * %g]; })()`, id, right, down))
	return int(at[0]), int(at[1])
}
