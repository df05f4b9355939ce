// Command verifiers lets a published verifier judge requests, as a receiver does: one request on
// each line of the standard input, one verdict on each line of the standard output.
package main

import (
	"encoding/base64"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

type verifier interface {
	Verify(body []byte, headers http.Header) error
}

func verifierOf(name, secret string) (verifier, error) {
	switch name {
	case "standardwebhooks":
		return standardwebhooks.NewWebhook(secret)
	default:
		return nil, fmt.Errorf("no verifier is named %q", name)
	}
}

func verdict(line string) (string, error) {
	name, rest, _ := strings.Cut(line, "\t")
	var fields []string
	for _, field := range strings.Split(rest, "\t") {
		text, err := base64.StdEncoding.DecodeString(field)
		if err != nil {
			return "", err
		}
		fields = append(fields, string(text))
	}
	if len(fields) != 3 {
		return "", fmt.Errorf("a request has %d fields instead of 4", len(fields)+1)
	}
	verifier, err := verifierOf(name, fields[0])
	if err != nil {
		return "", err
	}
	headers := http.Header{}
	for _, header := range strings.Split(fields[1], "\n") {
		name, value, _ := strings.Cut(header, ":")
		headers.Set(name, value)
	}
	if err := verifier.Verify([]byte(fields[2]), headers); err != nil {
		return fmt.Sprintf("refused: %v", err), nil
	}
	if verifier.Verify([]byte(fields[2]+" "), headers) == nil {
		return "accepted another body too", nil
	}
	return "accepted", nil
}

func main() {
	requests, err := io.ReadAll(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	for _, line := range strings.Split(string(requests), "\n") {
		if line == "" {
			continue
		}
		verdict, err := verdict(line)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(verdict)
	}
}
