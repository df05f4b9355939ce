-- How often callers of the API have done what is limited, in a window of each that begins with the
-- first request. Rows are few: one per caller and action.
CREATE TABLE api_limits (
    caller       text        NOT NULL,
    action       text        NOT NULL,
    window_start timestamptz NOT NULL,
    used         int         NOT NULL,
    PRIMARY KEY (caller, action)
);
