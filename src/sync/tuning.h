/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every constant of the road with its reason, in one place. Figures marked (measured) come from tests/bench.
 */
#pragma once

/* Rows asked of a changes feed at once. A row is about 100 bytes, so a page stays near 200 KB, while 10,000
 * documents cost five questions; a larger page only delays the first write. */
#define RY_TUNING_PAGE_ROWS 2000

/* Documents in one batch before their size is known: 30 KB minutes make 15 MB. */
#define RY_TUNING_BATCH_FIRST 500

/* And at most so many once it is known: the gain of larger transactions is gone by here (measured). */
#define RY_TUNING_BATCH_MAX 2000

/* Bytes aimed at in one batch. Large enough that the round trip does not count, small enough that a cut line
 * loses seconds, and that memory stays flat with two batches under way. */
#define RY_TUNING_BATCH_BYTES (4 * 1024 * 1024)

/* An answer beyond this is not taken, and a smaller batch is asked for: a batch is a few megabytes, and a server that
 * never stops would otherwise fill the memory. CouchDB's largest document is 8 MB. */
#define RY_TUNING_ANSWER_MAX (64u * 1024 * 1024)

/* Where nearly all of a page was missing, the next pages are taken without asking what is missing: a first
 * sync then saves a request and a search for each. Writing known revisions again changes nothing. */
#define RY_TUNING_SKIP_RATIO 0.95
#define RY_TUNING_SKIP_PAGES 8

/* A long run keeps its place every so often. What is redone after a cut is at most so long. */
#define RY_TUNING_CHECKPOINT_SECONDS 5

/* History kept in a checkpoint, as CouchDB does. */
#define RY_TUNING_HISTORY_MAX 50

/* How long a long poll is parked. Each answer, even an empty one, proves that the server is there, so this
 * is also how fresh "synced" is. Shorter than the 30 s after which proxies commonly cut a silent line. */
#define RY_TUNING_LONG_POLL_SECONDS 20

/* An empty answer to a long poll that comes sooner is no long poll; we ask no oftener than this. */
#define RY_TUNING_LONG_POLL_LEAST_MS 1000

/* Silence after which a connection is given up: the long poll's own time and ten seconds. */
#define RY_TUNING_SILENCE_SECONDS 30

/* No single request may take longer, however slowly it drips. */
#define RY_TUNING_REQUEST_SECONDS 600

/* A request that fails for a passing reason (408, 429, 5xx, a line that breaks) is asked again so often, after
 * a quarter of a second and then twice as long each time, as CouchDB does: a hiccup costs one request then, not
 * the whole run. */
#define RY_TUNING_TRIES 4
#define RY_TUNING_TRY_AGAIN_MS 250

/* Where a server asks for a longer wait than this, the run ends, and the wait is shown to the person. */
#define RY_TUNING_PATIENCE_MS 5000

/* Between two requests to a server that says "too many": from 20 ms doubling up to ten seconds, and 5 ms less after
 * each good answer. */
#define RY_TUNING_PACE_FIRST_MS 20
#define RY_TUNING_PACE_MAX_MS 10000
#define RY_TUNING_PACE_STEP_MS 5

/* A session is renewed when a tenth of its life is left, so that no request meets its end. */
#define RY_TUNING_SESSION_MARGIN 10

/* Attachments of a document that together have at most so many bytes go inside it, in the batch: a scanned stamp or
 * a logo is not worth a request of its own. */
#define RY_TUNING_INLINE_BYTES (32 * 1024)

/* Bytes of an attachment in memory at once: a blob's chunk in the store. */
#define RY_TUNING_PIECE_BYTES (256 * 1024)

/* Bytes of revisions in one address; CouchDB takes 8 KB, proxies in between often half. */
#define RY_TUNING_ADDRESS_MAX 3000

/* Connections to one server: a long poll for each of three spaces, their pushes, and room. libsoup's own
 * limit of two would let the long polls starve the pushes. */
#define RY_TUNING_CONNECTIONS 16

/* Local changes wait so long for company before they are pushed: autosave comes in bursts, and a second
 * between two desktops is promised. */
#define RY_TUNING_PUSH_DELAY_MS 150

/* What is known is summed up at most so often: counting what is unsent walks an index, and a first sync has hundreds of
 * batches. Too short to be seen. */
#define RY_TUNING_UPDATE_MS 50

/* Waiting after failures: 1, 2, 4 … seconds up to five minutes, each with a random quarter off, so that
 * forty desktops do not come back in the same moment. */
#define RY_TUNING_BACKOFF_FIRST_MS 1000
#define RY_TUNING_BACKOFF_MAX_MS (5 * 60 * 1000)

/* Passes in one ry_replicator_run(): a second sees what the first caused; more are needed only while others
 * write, and somebody has to stop. */
#define RY_TUNING_PASSES_MAX 5

/* How often it is kept when both sides were last the same: a start without a network says it, and five minutes are near
 * enough after a power cut. */
#define RY_TUNING_SYNCED_SECONDS 300
