ALTER TABLE attempts ADD COLUMN response_headers text;

COMMENT ON COLUMN attempts.response_headers IS 'lines of name: value, the name in lower case';
