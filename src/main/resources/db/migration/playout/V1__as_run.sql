-- One row an airing; instants are UTC. Plain SQL, so that H2, MariaDB, MySQL and PostgreSQL take it alike.
CREATE TABLE as_run (
  id            CHAR(36)      NOT NULL PRIMARY KEY,
  mount         VARCHAR(100)  NOT NULL,
  programme     VARCHAR(1000) NOT NULL,
  title         VARCHAR(1000) NOT NULL,
  audio_file    VARCHAR(4000) NOT NULL,
  reason        VARCHAR(1000) NOT NULL,
  outcome       VARCHAR(20)   NOT NULL,
  planned_start TIMESTAMP(3)  NOT NULL,
  planned_end   TIMESTAMP(3)  NOT NULL,
  first_byte    TIMESTAMP(3)  NULL,
  last_byte     TIMESTAMP(3)  NULL,
  joined_at_ms  BIGINT        NOT NULL,
  bytes_sent    BIGINT        NOT NULL,
  reconnects    INTEGER       NOT NULL
);

CREATE INDEX as_run_planned_start ON as_run (planned_start);
