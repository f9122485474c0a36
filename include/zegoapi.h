/**
 * @file zegoapi.h
 * @brief Server-side messages into ZEGOCLOUD rooms: signed requests, honest outcomes.
 *
 * **Generated from ffi-c/src; a test compares the two.** `zegoapi.hpp` is the C++17 form of it.
 *
 * The same terms hold for every function:
 *
 * - It returns a `zegoapi_status_t`, of which `ZEGOAPI_OK` is 0, or a value with a harmless default. It never panics,
 *   throws or ends the program, whatever it is given; `ZEGOAPI_ERROR_NULL_ARGUMENT` (a pointer that must point somewhere
 *   is NULL) and `ZEGOAPI_ERROR_PANIC` (a defect here) can come of any function that returns a status.
 * - The optional last argument `out_error` takes the detail of a failure: NULL on success, else an error with a getter
 *   for everything that is known; free it with `zegoapi_error_free`.
 * - Outputs (`out_...`) are set to NULL or 0 first, and stay so on failure.
 * - Handles are opaque. Each is freed once with its `_free`, which takes NULL; using one after that, or a pointer that
 *   never was one, is undefined. Each type says which threads may use it. Functions that change what a handle says take it
 *   without `const`.
 * - Text goes in as `zegoapi_str_t`, UTF-8 of any content, and comes out so, NUL-terminated, borrowed from a handle.
 *   `zegoapi_str("...")` makes one of a C string.
 * - Numbers that stand for something are fixed-width constants; one that stands for nothing is refused with
 *   `ZEGOAPI_ERROR_OUT_OF_RANGE`.
 * - There is no global state: two parts of a program may use the library without knowing of each other.
 * - After a fork, a client and a dispatcher work in the child with connections, threads and rate limits of their own. Every
 *   other handle may be used there if no thread of the parent was in a function with it at that moment; else make a new one.
 */

#ifndef ZEGOAPI_H
#define ZEGOAPI_H


#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * The version of this header. `zegoapi_version()` is that of the library.
 */
#define ZEGOAPI_VERSION_MAJOR 0
#define ZEGOAPI_VERSION_MINOR 1
#define ZEGOAPI_VERSION_PATCH 0
#define ZEGOAPI_VERSION "0.1.0"
/**
 * One number that grows with the version: 1002003 for 1.2.3.
 */
#define ZEGOAPI_VERSION_NUMBER \
    (ZEGOAPI_VERSION_MAJOR * 1000000 + ZEGOAPI_VERSION_MINOR * 1000 + ZEGOAPI_VERSION_PATCH)

/**
 * Whether the library has its own HTTP. Define ZEGOAPI_NO_HTTP to use one that was built without.
 */
#if !defined(ZEGOAPI_NO_HTTP) && !defined(ZEGOAPI_HTTP)
#define ZEGOAPI_HTTP 1
#endif


/**
 * The longest message content, in bytes. Default: 1024, as documented.
 */
#define ZEGOAPI_LIMIT_CONTENT_BYTES 1

/**
 * The most users in one command. Default: 10, as documented.
 */
#define ZEGOAPI_LIMIT_TO_USERS 2

/**
 * The longest URL, in bytes. Default: 65536.
 */
#define ZEGOAPI_LIMIT_URL_BYTES 3

/**
 * The longest JSON body of a POST, in bytes. Default: 1048576.
 */
#define ZEGOAPI_LIMIT_BODY_BYTES 4

/**
 * Nothing was asked yet.
 */
#define ZEGOAPI_CALL_STATE_NEW 1

/**
 * It waits for a time, or for its turn.
 */
#define ZEGOAPI_CALL_STATE_WAITING 2

/**
 * A request is out.
 */
#define ZEGOAPI_CALL_STATE_SENT 3

/**
 * It is over, and nobody asked for its end yet.
 */
#define ZEGOAPI_CALL_STATE_ENDED 4

/**
 * It is over, and that was told.
 */
#define ZEGOAPI_CALL_STATE_FETCHED 5

/**
 * Rooms and streams, with mixing, transcoding, CDN and moderation.
 */
#define ZEGOAPI_CALLBACK_PRODUCT_RTC 1

/**
 * In-app chat.
 */
#define ZEGOAPI_CALLBACK_PRODUCT_ZIM 2

/**
 * Cloud recording.
 */
#define ZEGOAPI_CALLBACK_PRODUCT_CLOUD_RECORDING 3

/**
 * Any other.
 */
#define ZEGOAPI_CALLBACK_PRODUCT_OTHER 4

/**
 * In place of a product: the one that the callback itself tells.
 */
#define ZEGOAPI_CALLBACK_OF_ANY_PRODUCT 0

/**
 * A room came to be.
 */
#define ZEGOAPI_CALLBACK_EVENT_ROOM_CREATE 1

/**
 * A room is gone.
 */
#define ZEGOAPI_CALLBACK_EVENT_ROOM_CLOSE 2

/**
 * A user logged in to a room.
 */
#define ZEGOAPI_CALLBACK_EVENT_ROOM_LOGIN 3

/**
 * A user left a room.
 */
#define ZEGOAPI_CALLBACK_EVENT_ROOM_LOGOUT 4

/**
 * A stream is being published.
 */
#define ZEGOAPI_CALLBACK_EVENT_STREAM_CREATE 5

/**
 * A stream has ended.
 */
#define ZEGOAPI_CALLBACK_EVENT_STREAM_CLOSE 6

/**
 * A mix began.
 */
#define ZEGOAPI_CALLBACK_EVENT_MIX_START 7

/**
 * A mix ended.
 */
#define ZEGOAPI_CALLBACK_EVENT_MIX_STOP 8

/**
 * A transcoding task began or was changed.
 */
#define ZEGOAPI_CALLBACK_EVENT_TRANSCODE_START 9

/**
 * A transcoding task ended.
 */
#define ZEGOAPI_CALLBACK_EVENT_TRANSCODE_STOP 10

/**
 * A CDN recording's file is ready.
 */
#define ZEGOAPI_CALLBACK_EVENT_RECORD 11

/**
 * A merged file is ready.
 */
#define ZEGOAPI_CALLBACK_EVENT_COMPOSE 12

/**
 * A transcoded file is ready.
 */
#define ZEGOAPI_CALLBACK_EVENT_PROCEDURE 13

/**
 * Pictures of a file are ready.
 */
#define ZEGOAPI_CALLBACK_EVENT_SNAPSHOT 14

/**
 * Moderation of one piece of audio.
 */
#define ZEGOAPI_CALLBACK_EVENT_CENSOR_AUDIO_V2_RESULT 15

/**
 * Audio moderation ended.
 */
#define ZEGOAPI_CALLBACK_EVENT_CENSOR_AUDIO_V2_STATUS 16

/**
 * Moderation of one piece of a video's sound.
 */
#define ZEGOAPI_CALLBACK_EVENT_CENSOR_VIDEO_V2_AUDIO_RESULT 17

/**
 * Moderation of one picture of a video.
 */
#define ZEGOAPI_CALLBACK_EVENT_CENSOR_VIDEO_V2_IMG_RESULT 18

/**
 * Moderation of a video's sound ended.
 */
#define ZEGOAPI_CALLBACK_EVENT_CENSOR_VIDEO_V2_AUDIO_STATUS 19

/**
 * Moderation of a video's pictures ended.
 */
#define ZEGOAPI_CALLBACK_EVENT_CENSOR_VIDEO_V2_IMG_STATUS 20

/**
 * An argument of the verifier is out of bounds.
 */
#define ZEGOAPI_CALLBACK_ERROR_INVALID_INPUT 1

/**
 * The body is larger than any callback.
 */
#define ZEGOAPI_CALLBACK_ERROR_TOO_LARGE 2

/**
 * The body is neither JSON, nor percent-encoded JSON, nor a form; or a field stands in it twice.
 */
#define ZEGOAPI_CALLBACK_ERROR_MALFORMED 3

/**
 * The event, the timestamp, the nonce or the signature is missing.
 */
#define ZEGOAPI_CALLBACK_ERROR_MISSING_FIELD 4

/**
 * The timestamp is neither 10 digits (seconds) nor 13 (milliseconds).
 */
#define ZEGOAPI_CALLBACK_ERROR_BAD_TIMESTAMP 5

/**
 * The signature is of none of the secrets.
 */
#define ZEGOAPI_CALLBACK_ERROR_BAD_SIGNATURE 6

/**
 * The timestamp lies further back than the window allows.
 */
#define ZEGOAPI_CALLBACK_ERROR_TOO_OLD 7

/**
 * The timestamp lies further ahead than the window allows.
 */
#define ZEGOAPI_CALLBACK_ERROR_TOO_NEW 8

/**
 * The same timestamp and nonce came before, and were dealt with.
 */
#define ZEGOAPI_CALLBACK_ERROR_REPEATED 9

/**
 * The same timestamp and nonce came before, and are being dealt with.
 */
#define ZEGOAPI_CALLBACK_ERROR_IN_PROGRESS 10

/**
 * The memory of nonces could not be asked.
 */
#define ZEGOAPI_CALLBACK_ERROR_MEMORY_UNAVAILABLE 11

/**
 * It never came before, and now is the caller's: to be committed or released.
 */
#define ZEGOAPI_CLAIM_NEW 1

/**
 * It was claimed, and neither committed nor released since.
 */
#define ZEGOAPI_CLAIM_IN_PROGRESS 2

/**
 * It was claimed and committed.
 */
#define ZEGOAPI_CLAIM_DONE 3

/**
 * The memory cannot say.
 */
#define ZEGOAPI_CLAIM_UNAVAILABLE 4

/**
 * How many callbacks a memory of a usual size remembers at once. It takes some 150 bytes for each of the last minutes.
 */
#define ZEGOAPI_NONCE_MEMORY_CAPACITY 65536

/**
 * How far a timestamp may lie back or ahead, in seconds: the usual window. The vendor's last try comes 62 seconds after its
 * first, which leaves room for clocks that differ.
 */
#define ZEGOAPI_CALLBACK_WINDOW_S 600

/**
 * The gateway's codes alone, which every action of every product can return. Also stands for an action whose scope is
 * not known.
 */
#define ZEGOAPI_CODE_SCOPE_GATEWAY 1

/**
 * Rooms: messages, users, streams and the rules for them; SendCustomCommand is one of these.
 */
#define ZEGOAPI_CODE_SCOPE_ROOM 2

/**
 * Stream mixing, and transcoding in the cloud.
 */
#define ZEGOAPI_CODE_SCOPE_MIXING 3

/**
 * The media service: CDN relays, forbidden streams, a stream's state, dispatch.
 */
#define ZEGOAPI_CODE_SCOPE_MEDIA_SERVICE 4

/**
 * Recorded files at a CDN vendor.
 */
#define ZEGOAPI_CODE_SCOPE_MEDIA_FILES 5

/**
 * Audio and video moderation.
 */
#define ZEGOAPI_CODE_SCOPE_MODERATION 6

/**
 * Scene templates.
 */
#define ZEGOAPI_CODE_SCOPE_SCENE 7

/**
 * In place of a scope: every one of them.
 */
#define ZEGOAPI_EVERY_CODE_SCOPE 0

/**
 * The request is wrong: correct it.
 */
#define ZEGOAPI_CODE_KIND_CALLER 1

/**
 * Credentials, environment or permissions are wrong.
 */
#define ZEGOAPI_CODE_KIND_AUTH 2

/**
 * The timestamp lies outside the server's window.
 */
#define ZEGOAPI_CODE_KIND_CLOCK 3

/**
 * What the request names is not there: the room, the user, the stream, the task, the file.
 */
#define ZEGOAPI_CODE_KIND_ABSENT 4

/**
 * Too many calls: slow down, then again.
 */
#define ZEGOAPI_CODE_KIND_LIMITED 5

/**
 * Trying again may work.
 */
#define ZEGOAPI_CODE_KIND_TRANSIENT 6

/**
 * The vendor's side is in trouble: contact them.
 */
#define ZEGOAPI_CODE_KIND_SERVICE 7

/**
 * No table that counts for the action has the code.
 */
#define ZEGOAPI_CODE_KIND_UNLISTED 8

/**
 * Too many calls of the application: in all its rooms, and by all programs that use its AppId.
 */
#define ZEGOAPI_LIMITED_BY_APP 1

/**
 * Too many calls about one room.
 */
#define ZEGOAPI_LIMITED_BY_ROOM 2

/**
 * Too many calls in the name of one user.
 */
#define ZEGOAPI_LIMITED_BY_USER 3

/**
 * Empty, or under the smallest size that the limit names.
 */
#define ZEGOAPI_PROBLEM_TOO_SMALL 1

/**
 * Over the largest size that the limit names.
 */
#define ZEGOAPI_PROBLEM_TOO_LARGE 2

/**
 * Not of the expected form.
 */
#define ZEGOAPI_PROBLEM_MALFORMED 3

/**
 * The buffer holds fewer bytes than are needed.
 */
#define ZEGOAPI_PROBLEM_BUFFER_TOO_SMALL 4

/**
 * Asked or reported out of order.
 */
#define ZEGOAPI_PROBLEM_OUT_OF_ORDER 5

/**
 * Not sent: the host's name could not be resolved.
 */
#define ZEGOAPI_NOT_SENT_DNS 1

/**
 * Not sent: no connection could be made.
 */
#define ZEGOAPI_NOT_SENT_CONNECT 2

/**
 * Not sent: the certificate was refused, or the TLS handshake failed.
 */
#define ZEGOAPI_NOT_SENT_TLS 3

/**
 * Not sent: the proxy refused, or could not be used.
 */
#define ZEGOAPI_NOT_SENT_PROXY 4

/**
 * Not sent: the connection failed before the request was written whole.
 */
#define ZEGOAPI_NOT_SENT_WRITE 5

/**
 * Not sent: time ran out before the request was written whole.
 */
#define ZEGOAPI_NOT_SENT_TIMEOUT 6

/**
 * Not sent: cancelled before anything was sent.
 */
#define ZEGOAPI_NOT_SENT_CANCELLED 7

/**
 * Not sent: the system gave no random bytes, no time to sign with, or no thread.
 */
#define ZEGOAPI_NOT_SENT_SYSTEM 8

/**
 * Not sent: the rate limit did not let it go before its deadline, or at once although it is to fail fast.
 */
#define ZEGOAPI_NOT_SENT_RATE_LIMIT 9

/**
 * Not sent: no try could be begun before the deadline.
 */
#define ZEGOAPI_NOT_SENT_DEADLINE 10

/**
 * Unknown: no whole answer came in time.
 */
#define ZEGOAPI_UNKNOWN_TIMEOUT 1

/**
 * Unknown: the connection was closed or reset before a whole answer came.
 */
#define ZEGOAPI_UNKNOWN_BROKEN 2

/**
 * Unknown: cancelled after the request had gone out.
 */
#define ZEGOAPI_UNKNOWN_CANCELLED 3

/**
 * The call began.
 */
#define ZEGOAPI_EVENT_BEGIN 1

/**
 * The limiter makes it wait for `zegoapi_event_duration_ms`.
 */
#define ZEGOAPI_EVENT_WAIT 2

/**
 * A try is sent, with `zegoapi_event_duration_ms` to go by.
 */
#define ZEGOAPI_EVENT_TRY 3

/**
 * The try failed, and another follows after `zegoapi_event_duration_ms` at the earliest.
 */
#define ZEGOAPI_EVENT_RETRY 4

/**
 * The call ended after `zegoapi_event_duration_ms` in all.
 */
#define ZEGOAPI_EVENT_END 5

/**
 * The server accepted it.
 */
#define ZEGOAPI_CALL_OUTCOME_ACCEPTED 1

/**
 * The server refused it.
 */
#define ZEGOAPI_CALL_OUTCOME_REFUSED 2

/**
 * It was certainly not sent.
 */
#define ZEGOAPI_CALL_OUTCOME_NOT_SENT 3

/**
 * It was sent, and no whole answer came.
 */
#define ZEGOAPI_CALL_OUTCOME_UNKNOWN 4

/**
 * An answer came that is no reply.
 */
#define ZEGOAPI_CALL_OUTCOME_BAD_REPLY 5

/**
 * It was refused before any I/O.
 */
#define ZEGOAPI_CALL_OUTCOME_INVALID_INPUT 6

/**
 * The server accepted the message for this user.
 */
#define ZEGOAPI_OUTCOME_SENT 1

/**
 * The server refused it for this user, or for the whole call; nothing was delivered, and there is a code.
 */
#define ZEGOAPI_OUTCOME_FAILED 2

/**
 * It may have been delivered.
 */
#define ZEGOAPI_OUTCOME_UNKNOWN 3

/**
 * Nothing went out for this user.
 */
#define ZEGOAPI_OUTCOME_NOT_TRIED 4

/**
 * Calls are to be made.
 */
#define ZEGOAPI_FANOUT_STATE_RUNNING 1

/**
 * No further call is begun; requests are out.
 */
#define ZEGOAPI_FANOUT_STATE_STOPPED 2

/**
 * Every user is accounted for.
 */
#define ZEGOAPI_FANOUT_STATE_DONE 3

#if defined(ZEGOAPI_HTTP)
/**
 * No request was out: nothing is sent any more.
 */
#define ZEGOAPI_CANCELLED_BEFORE_SENDING 1
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * A request was out: it may take effect. It is not sent again.
 */
#define ZEGOAPI_CANCELLED_WHILE_SENDING 2
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Of a client: the path of a PEM file whose certificates are trusted alone, in place of the bundled web roots; not together
 * with `ZEGOAPI_OPTION_CA_PEM`. Where nothing else is said, a file that `SSL_CERT_FILE` names takes the place of the web
 * roots.
 */
#define ZEGOAPI_OPTION_CA_FILE 61
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Of a client: PEM text whose certificates are trusted alone, in place of the bundled web roots.
 */
#define ZEGOAPI_OPTION_CA_PEM 62
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Of a client: a proxy's URL. Default: what `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` say.
 */
#define ZEGOAPI_OPTION_PROXY 63
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Of a client: the path of a PEM file whose certificates are trusted as well. Each time that it is set adds one.
 */
#define ZEGOAPI_OPTION_ADD_CA_FILE 64
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Of a client: PEM text whose certificates are trusted as well. Each time that it is set adds one.
 */
#define ZEGOAPI_OPTION_ADD_CA_PEM 65
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Of a client: the path of a PEM file with the client's certificate chain, its own first, for a server or a proxy that asks
 * for it. Together with `ZEGOAPI_OPTION_CLIENT_KEY_FILE`.
 */
#define ZEGOAPI_OPTION_CLIENT_CERT_FILE 66
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Of a client: the path of a PEM file with the private key of that (PKCS #8, PKCS #1 or SEC 1, not encrypted).
 */
#define ZEGOAPI_OPTION_CLIENT_KEY_FILE 67
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Of a client: as `ZEGOAPI_OPTION_CLIENT_CERT_FILE`, as PEM text. Together with `ZEGOAPI_OPTION_CLIENT_KEY_PEM`.
 */
#define ZEGOAPI_OPTION_CLIENT_CERT_PEM 68
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Of a client: as `ZEGOAPI_OPTION_CLIENT_KEY_FILE`, as PEM text.
 */
#define ZEGOAPI_OPTION_CLIENT_KEY_PEM 69
#endif

/**
 * Of a call: how long the whole may take, in milliseconds, at least 1. Default: 10000; 60000 in a fan-out.
 */
#define ZEGOAPI_OPTION_TIMEOUT_MS 1

/**
 * Of a call: how long one try may take at most, in milliseconds, at least 1. Default: what is left of the whole.
 */
#define ZEGOAPI_OPTION_TRY_TIMEOUT_MS 2

/**
 * Of a call: how many more tries may follow one that failed; 0 means none. A refusal by a quota is no failure: the call
 * waits for its turn again. Default: 2; 8 in a fan-out.
 */
#define ZEGOAPI_OPTION_RETRIES 3

/**
 * Of a call: the longest delay before the first retry, in milliseconds. Default: 200.
 */
#define ZEGOAPI_OPTION_BACKOFF_MS 4

/**
 * Of a call: what the longest delay grows to, in milliseconds. Default: 5000.
 */
#define ZEGOAPI_OPTION_MAX_BACKOFF_MS 5

/**
 * Of a call: not 0 sends again also what may have been applied and is not to be repeated, such as a message. Default: 0.
 */
#define ZEGOAPI_OPTION_DUPLICATES_OK 6

/**
 * Of a call: not 0 ends it at once as not sent when the rate limit says to wait, and with the refusal when a quota
 * refuses. Default: 0, which waits. Fan-outs wait whatever it says.
 */
#define ZEGOAPI_OPTION_FAIL_FAST 7

/**
 * Of a fan-out: how many calls may be under way at once. Default: 16.
 */
#define ZEGOAPI_OPTION_CONCURRENCY 21

/**
 * Of a dispatcher: how many jobs it holds at most, from submission to fetched completion. Default: 1024.
 */
#define ZEGOAPI_OPTION_QUEUE_CAPACITY 31

/**
 * Of a dispatcher: how many worker threads there are at most, which is how many
 * requests are out at once. They are started when needed. Default: 256.
 */
#define ZEGOAPI_OPTION_WORKERS 32

/**
 * Of a dispatcher: how long a worker without work stays, in milliseconds. Default: 5000.
 */
#define ZEGOAPI_OPTION_WORKER_IDLE_MS 33

/**
 * Of a client: how long a connection may take, with its proxy and its TLS handshake, in milliseconds, at least 1; always
 * within the whole call's time. Default: 3000.
 */
#define ZEGOAPI_OPTION_CONNECT_TIMEOUT_MS 41

/**
 * Of a client: the largest reply body that is read, in bytes. Default: 1048576, at most 1 GiB.
 */
#define ZEGOAPI_OPTION_MAX_REPLY_BYTES 42

/**
 * Of a client: how many idle connections are kept for reuse. Default: 256, at most 65536.
 */
#define ZEGOAPI_OPTION_MAX_IDLE_CONNECTIONS 43

/**
 * Of a client: not 0 goes through no proxy, whatever the environment says. Default: 0.
 */
#define ZEGOAPI_OPTION_NO_PROXY 44

/**
 * Of a client: not 0 trusts the authorities that the operating system trusts, in place of the bundled web roots; not
 * together with `ZEGOAPI_OPTION_CA_FILE` or `ZEGOAPI_OPTION_CA_PEM`. Default: 0.
 */
#define ZEGOAPI_OPTION_SYSTEM_ROOTS 45

/**
 * Of a client: after how long a connection is used no more, in milliseconds, so that a host that moves is followed; some
 * are left a little earlier. Default: 300000.
 */
#define ZEGOAPI_OPTION_MAX_CONNECTION_AGE_MS 46

/**
 * A failed call certainly did not take effect: the message was not delivered, the user not kicked.
 */
#define ZEGOAPI_APPLIED_NO 1

/**
 * Nobody here can tell whether a failed call took effect: to make it again may do it twice.
 */
#define ZEGOAPI_APPLIED_UNKNOWN 2

/**
 * Wait until the time given, and ask again. Asking earlier does no harm.
 */
#define ZEGOAPI_STEP_WAIT 1

/**
 * Send the request once, within the milliseconds given, and report what came of it.
 */
#define ZEGOAPI_STEP_SEND 2

/**
 * It is over: fetch the outcome.
 */
#define ZEGOAPI_STEP_DONE 3

/**
 * In place of a handshake's milliseconds: how long it took is not known.
 */
#define ZEGOAPI_HANDSHAKE_NOT_KNOWN UINT64_MAX

/**
 * The longest time, in seconds, that in-app chat (ZIM) accepts a token for. Rooms have no maximum that is known.
 */
#define ZEGOAPI_TOKEN_ZIM_MAX_VALID_FOR_S 2073600

/**
 * How far clocks may differ, in seconds, before a token should count as expired or as not valid yet.
 */
#define ZEGOAPI_TOKEN_LEEWAY_S 60

/**
 * It is valid.
 */
#define ZEGOAPI_TOKEN_VALIDITY_VALID 1

/**
 * It was made in the future: a clock is wrong, here or where it was made.
 */
#define ZEGOAPI_TOKEN_VALIDITY_NOT_YET_VALID 2

/**
 * It has expired.
 */
#define ZEGOAPI_TOKEN_VALIDITY_EXPIRED 3

/**
 * An argument of the maker, or the application's secret, is out of bounds.
 */
#define ZEGOAPI_TOKEN_ERROR_INVALID_INPUT 1

/**
 * There is no text.
 */
#define ZEGOAPI_TOKEN_ERROR_EMPTY 2

/**
 * It is a JSON Web Token.
 */
#define ZEGOAPI_TOKEN_ERROR_JWT 3

/**
 * It is a token03, the format before this one.
 */
#define ZEGOAPI_TOKEN_ERROR_TOKEN03 4

/**
 * It is no token of any format known here.
 */
#define ZEGOAPI_TOKEN_ERROR_NOT_TOKEN04 5

/**
 * What follows `04` holds characters that base64 has not.
 */
#define ZEGOAPI_TOKEN_ERROR_NOT_BASE64 6

/**
 * Its end is missing.
 */
#define ZEGOAPI_TOKEN_ERROR_CUT_SHORT 7

/**
 * The sizes written in it contradict each other.
 */
#define ZEGOAPI_TOKEN_ERROR_MALFORMED 8

/**
 * It was made with another ServerSecret, or was damaged.
 */
#define ZEGOAPI_TOKEN_ERROR_OTHER_SECRET 9

/**
 * It was made with the secret's 16 bytes decoded from hex, in place of its 32 characters.
 */
#define ZEGOAPI_TOKEN_ERROR_HEX_DECODED_SECRET 10

/**
 * It opens, and does not hold what a token04 holds.
 */
#define ZEGOAPI_TOKEN_ERROR_NOT_CLAIMS 11

/**
 * The expiry on its outside is another than the one inside: it was changed after it was made.
 */
#define ZEGOAPI_TOKEN_ERROR_EXPIRE_MISMATCH 12

/**
 * The version of the ABI that this header describes. A program that loads the library by hand compares it with
 * `zegoapi_abi_version()`; linked in the usual way, the library's file name sees to that.
 */
#define ZEGOAPI_ABI_VERSION 1

/**
 * An application: AppId, ServerSecret, environment and limits.
 *
 * The secret never prints, and is wiped from memory when the last handle that knows it is freed.
 *
 * **Make one, and make everything from it**: its clients, dispatchers, fan-outs and the calls that you drive yourself
 * keep its rate limits together, in this process. Two applications of one AppId keep them apart, and exceed the quota.
 *
 * Ownership: everything made from an application knows what it needs of it; free it when you like. Settings that
 * are changed later hold for what is made later; the clock's offset and the rate limits are shared by all.
 *
 * Threads: any number of threads may use and change it at once. Free it once, after the last use.
 */
typedef struct zegoapi_app_t zegoapi_app_t;

/**
 * One call with all that belongs to it: its turn, retries, the clock, one deadline. It does no I/O; you do.
 *
 * **Ask, do, report, ask again**: `zegoapi_call_next` says what to do; after `ZEGOAPI_STEP_SEND` report once, with
 * `zegoapi_call_reply`, `_not_sent` or `_unknown`, then ask again; after `ZEGOAPI_STEP_DONE` fetch the outcome with
 * `zegoapi_call_take_outcome`. Who knows when the request was written reports that too, with `zegoapi_call_written`.
 * Anything else is refused with `ZEGOAPI_ERROR_INVALID_INPUT`, problem `ZEGOAPI_PROBLEM_OUT_OF_ORDER`, and changes
 * nothing. The rate limits are the application's, and everything shares them that is made from it.
 *
 * Threads: one driver. Two threads in it at once is a mistake that the second one is told of
 * (`ZEGOAPI_ERROR_BUSY`), and no harm comes of it. It may move between threads. Free it once, after the last use.
 */
typedef struct zegoapi_call_t zegoapi_call_t;

/**
 * A callback, read from its body, **which nobody has signed**: only its timestamp and its nonce are. Verify those
 * (`zegoapi_callback_verifier_verify`), and then still take what it says for a hint: before money or a ban hangs on it,
 * ask the server API whether it is so. Callbacks may come twice, out of order, or never.
 *
 * Ownership: yours; texts borrowed from it are valid until `zegoapi_callback_free`.
 *
 * Threads: any number of threads may use it at once. Free it once, after the last use.
 */
typedef struct zegoapi_callback_t zegoapi_callback_t;

/**
 * Verifies the **stamp** of callbacks: that whoever made timestamp and nonce knew the CallbackSecret (which is not the
 * ServerSecret), when that was, and that the stamp did not come before. It cannot verify the body, which the vendor does
 * not sign: a captured stamp fits any body, until it is claimed or too old.
 *
 * Ownership: yours. The secrets are wiped from memory when it is freed.
 *
 * Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
 */
typedef struct zegoapi_callback_verifier_t zegoapi_callback_verifier_t;

#if defined(ZEGOAPI_HTTP)
/**
 * Gives up a blocking call, or stops a fan-out, from another thread. Make a new one for each call.
 *
 * Ownership: yours; free it when the call has returned.
 *
 * Threads: any number of threads may use it at once. Free it once, after the last use.
 */
typedef struct zegoapi_cancel_t zegoapi_cancel_t;
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * A blocking client for one application. (Needs a library with HTTP.)
 *
 * Make one and share it: all its calls use the same connections. Every call is bounded by its time-out. The rate limits are
 * the application's, shared by all that is made from it. After a fork the child may go on using it, with connections and
 * rate limits of its own.
 *
 * Ownership: yours; a dispatcher keeps what it needs of its client, which may be freed first.
 *
 * Threads: any number of threads may use it at once. Free it once, after the last use.
 */
typedef struct zegoapi_client_t zegoapi_client_t;
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * The system's clocks: a monotonic one, and Unix time. (Needs a library with HTTP.)
 *
 * Ownership: yours.
 *
 * Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
 */
typedef struct zegoapi_clock_t zegoapi_clock_t;
#endif

/**
 * A command: a message to a room, or any other action of the API. It holds copies of its texts.
 *
 * Ownership: what is made from a command knows what it needs of it; free it when you like.
 *
 * Threads: any number of threads may use and change it at once. Free it once, after the last use.
 */
typedef struct zegoapi_command_t zegoapi_command_t;

#if defined(ZEGOAPI_HTTP)
/**
 * What became of a job: its number, and a reply or an error.
 *
 * Ownership: yours; the reply and the error are borrowed from it until `zegoapi_completion_free`.
 *
 * Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
 */
typedef struct zegoapi_completion_t zegoapi_completion_t;
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * A bounded queue with worker threads on top of a client. (Needs a library with HTTP.)
 *
 * Submitting returns at once; completions are polled or called back. Each job is accounted for exactly once: as a
 * completion, polled or called back, or handed back by `zegoapi_dispatcher_shutdown`. No thread starts before the first
 * job. After a fork the child has an empty dispatcher of its own.
 *
 * Ownership: yours; shut it down before you free it.
 *
 * Threads: any number of threads may use it at once. All functions return at once, except `_wait`, `_shutdown` and, with
 * callbacks, `_free`. Free it once, after the last use.
 */
typedef struct zegoapi_dispatcher_t zegoapi_dispatcher_t;
#endif

/**
 * Where requests go. https only; plain http for loopback only.
 *
 * Ownership: everything made from an endpoint knows what it needs of it; free it when you like.
 *
 * Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
 */
typedef struct zegoapi_endpoint_t zegoapi_endpoint_t;

/**
 * The detail of a failure. Its text, and every other text but `zegoapi_error_data` and `zegoapi_error_whole`, shows no
 * secret, no signature, no nonce and no message content.
 *
 * Ownership: one that came through an `out_error` is yours: free it with `zegoapi_error_free`. One that came from
 * a getter belongs to the handle that was asked.
 *
 * Threads: never changes; any number of threads may read it. Free it once, after the last of them.
 */
typedef struct zegoapi_error_t zegoapi_error_t;

/**
 * Something that happened in a call: names and numbers, the host and the server's request id; never an id of a user or a
 * room, content, or a URL.
 *
 * Ownership: one that a function put out is yours, and texts borrowed from it are valid until `zegoapi_event_free`. One
 * that a callback is given is borrowed until the callback returns.
 *
 * Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
 */
typedef struct zegoapi_event_t zegoapi_event_t;

/**
 * Return codes, explained: a list of at least one entry.
 *
 * Ownership: yours; texts borrowed from it are valid until `zegoapi_explanation_free`.
 *
 * Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
 */
typedef struct zegoapi_explanation_t zegoapi_explanation_t;

/**
 * One message to any number of users: calls of ten, each in its turn, several at once, and a report in which each user
 * stands exactly once. It does no I/O; you do, or a client does (`zegoapi_client_run`).
 *
 * **Ask; do what is said; report each request that was sent, once, in any order; ask again.** Requests may be sent
 * concurrently: ask again while some are out. A report for a call that is not out is refused with
 * `ZEGOAPI_ERROR_INVALID_INPUT`, problem `ZEGOAPI_PROBLEM_OUT_OF_ORDER`, and changes nothing.
 *
 * An error that would meet every further call (a wrong secret, a room that does not exist) ends it early, and so do three
 * calls in a row that end with the same refusal or the same page of a gateway: the rest is reported as not tried, with
 * the error in `zegoapi_report_stopped_by`. The rate limits are the application's.
 *
 * Threads: one driver. Two threads in it at once is a mistake that the second one is told of
 * (`ZEGOAPI_ERROR_BUSY`), and no harm comes of it. It may move between threads. Free it once, after the last use.
 */
typedef struct zegoapi_fanout_t zegoapi_fanout_t;

/**
 * A limiter for one quota: no more calls in any of its windows than the server lets through, in the order of asking.
 *
 * **Ask, send, tell when it was written, tell how it ended.** Times are milliseconds of one monotonic clock, the same for
 * all who share it; a time before an earlier one counts as the earlier one. Clients, and the calls and fan-outs that you
 * drive yourself, need none: their limiters live in the application.
 *
 * Ownership: yours.
 *
 * Threads: any number of threads may share it. No function of it waits for more than another one's moment.
 * Free it once, after the last use.
 */
typedef struct zegoapi_limiter_t zegoapi_limiter_t;

/**
 * A memory of the callbacks that came before. Nothing else keeps a captured stamp from being sent again.
 *
 * A callback is claimed before it is dealt with, and committed after that; where dealing with it failed, it is released,
 * so that the vendor's next try is taken.
 *
 * Ownership: yours.
 *
 * Threads: any number of threads may share it; functions of the caller's are called with nothing locked, on the thread that
 * verifies, commits or releases. Free it once, after the last use.
 */
typedef struct zegoapi_nonce_memory_t zegoapi_nonce_memory_t;

/**
 * Options. What is not set has the default of where it is used: of a call, a fan-out, a dispatcher or a client; and
 * in a call by a client, what the client was made with. NULL in place of options sets none.
 *
 * An option that means nothing where it is used is refused there with `ZEGOAPI_ERROR_WRONG_OPTION`, and named: those of
 * calls are for calls, fan-outs and clients, each other one is for what its words say.
 *
 * Ownership: what is made with options knows what it needs of them; free them when you like.
 *
 * Threads: any number of threads may use and change them at once. Free them once, after the last use.
 */
typedef struct zegoapi_options_t zegoapi_options_t;

/**
 * What a token allows: a room, to log in to it, to publish in it, and with which streams. The vendor must have enabled
 * privileges for the AppId; in-app chat (ZIM) has none.
 *
 * Ownership: one that came through an `out_privileges` is yours, and texts borrowed from it are valid until
 * `zegoapi_privileges_free`. One that came from a getter belongs to the handle that was asked.
 *
 * Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
 */
typedef struct zegoapi_privileges_t zegoapi_privileges_t;

/**
 * The reply to an accepted command. **Accepted is not reached**: look at the failed users.
 *
 * Ownership: one that came through an `out_reply` is yours, and texts borrowed from it are valid until
 * `zegoapi_reply_free`. One that came from a getter belongs to the handle that was asked.
 *
 * Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
 */
typedef struct zegoapi_reply_t zegoapi_reply_t;

/**
 * What became of every user: each stands in it exactly once, in the order given.
 *
 * Ownership: yours; what is borrowed from it is valid until `zegoapi_report_free`.
 *
 * Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
 */
typedef struct zegoapi_report_t zegoapi_report_t;

/**
 * A signed request, for any HTTP stack. Send it once: every try needs a new one.
 *
 * **Its URL is a credential for ten minutes**: never log it; `zegoapi_request_masked` is for logs.
 *
 * Ownership: yours; texts borrowed from it are valid until `zegoapi_request_free`.
 *
 * Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
 */
typedef struct zegoapi_request_t zegoapi_request_t;

/**
 * What a token says.
 *
 * Ownership: yours; what is borrowed from it is valid until `zegoapi_token_contents_free`.
 *
 * Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
 */
typedef struct zegoapi_token_contents_t zegoapi_token_contents_t;

/**
 * A token04. **Whoever has its text can log in as its user until it expires**: it belongs in the answer to the client, and
 * in no log.
 *
 * Ownership: yours; texts borrowed from it are valid until `zegoapi_token_free`.
 *
 * Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
 */
typedef struct zegoapi_token_t zegoapi_token_t;

#if defined(ZEGOAPI_HTTP)
/**
 * Jobs that a dispatcher did not send, handed back by its shutdown.
 *
 * Ownership: yours.
 *
 * Threads: any number of threads may use it at once. Free it once, after the last use.
 */
typedef struct zegoapi_unsent_t zegoapi_unsent_t;
#endif

/**
 * A stamp that was verified. **Commit it once the event was dealt with, or else release it**: freed without either, its
 * repeats are refused as in progress, until it is too old.
 *
 * Ownership: yours; texts borrowed from it are valid until `zegoapi_verified_stamp_free`.
 *
 * Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
 */
typedef struct zegoapi_verified_stamp_t zegoapi_verified_stamp_t;

/**
 * What came of a call: 0 is success, anything else is not. Numbers never change their meaning; treat one that
 * you do not know as a failure.
 */
typedef uint32_t zegoapi_status_t;

/**
 * Text: a pointer and a length in bytes.
 *
 * Going in: UTF-8, which may hold NUL bytes and need not end in one; valid until the function returns, for
 * what is kept is copied. `data` may be NULL when `len` is 0.
 *
 * Coming out: UTF-8 with a NUL after its last byte (so `printf("%s", text.data)` works wherever the text itself
 * holds none), `data` never NULL, borrowed from the handle that was asked and valid until that is freed.
 */
typedef struct {
    /**
     * The first byte.
     */
    const char *data;
    /**
     * How many bytes there are, without a NUL at the end.
     */
    size_t len;
} zegoapi_str_t;

/**
 * The time, as the driver of a call or a fan-out tells it. Passed by value; its layout never changes.
 */
typedef struct {
    /**
     * Milliseconds of a monotonic clock: one clock for everything that is made from an application. Where a client of
     * this library is made from it too, that clock is `zegoapi_clock_t`.
     */
    uint64_t monotonic_ms;
    /**
     * Unix time in milliseconds, for the request's timestamp, and for the sequence of actions that carry one.
     */
    int64_t unix_ms;
} zegoapi_time_t;

/**
 * Claims a key in a store of the caller's. The key is 40 hex digits, NUL-terminated, borrowed until the function returns;
 * it need not be remembered after `until`. Times are Unix seconds. One claim of a key at a time may answer
 * `ZEGOAPI_CLAIM_NEW`, among all who share the store. Any number that stands for no answer counts as
 * `ZEGOAPI_CLAIM_UNAVAILABLE`. It must return in the usual way: no `longjmp`, no C++ exception.
 */
typedef uint32_t (*zegoapi_claim_callback_t)(void *user_data,
                                             zegoapi_str_t key,
                                             int64_t now,
                                             int64_t until);

/**
 * Commits a key in a store of the caller's (it is remembered until its end), or releases it (it is forgotten, unless it
 * was committed). The key is as for `zegoapi_claim_callback_t`.
 */
typedef void (*zegoapi_key_callback_t)(void *user_data,
                                       zegoapi_str_t key);

/**
 * A signature: 40 lower-case hex characters and a NUL. Its layout never changes.
 */
typedef struct {
    /**
     * The text, NUL-terminated.
     */
    char text[41];
} zegoapi_signature_t;

/**
 * A digest of a message: 16 lower-case hex characters and a NUL. Equal for the same room, sender and content. It is no
 * secret, and no proof against somebody who looks for two messages with one digest. Its layout never changes.
 */
typedef struct {
    /**
     * The text, NUL-terminated.
     */
    char text[17];
} zegoapi_digest_t;

/**
 * How many users came to what; the numbers after the first add up to it. Its layout never changes.
 */
typedef struct {
    /**
     * All users, each counted once.
     */
    size_t total;
    /**
     * The server accepted the message for them.
     */
    size_t sent;
    /**
     * The server refused it for them.
     */
    size_t failed;
    /**
     * They may have got it.
     */
    size_t unknown;
    /**
     * A call to them is under way, or waits for its turn; in a report they count as unknown, or as not tried where no
     * request may have reached the server.
     */
    size_t in_flight;
    /**
     * Nothing went out for them (yet).
     */
    size_t not_tried;
} zegoapi_progress_t;

/**
 * Is told of one user. The id is borrowed until the function returns; `code` is the server's code of a failed user, and 0
 * for every other. It must return in the usual way: no `longjmp`, no C++ exception.
 */
typedef void (*zegoapi_user_callback_t)(void *user_data,
                                        zegoapi_str_t user_id,
                                        uint32_t outcome,
                                        int64_t code);

#if defined(ZEGOAPI_HTTP)
/**
 * Is told how far a fan-out is, whenever that changes, by one thread at a time, not always the same; be quick. The
 * numbers are borrowed until the function returns, which it must in the usual way: no `longjmp`, no C++ exception.
 */
typedef void (*zegoapi_progress_callback_t)(void *user_data,
                                            const zegoapi_progress_t *progress);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Is told what became of a job, on a worker thread, or on the thread that cancels, shuts down or frees. The completion is
 * yours: free it, here or later. It may come before the submission has returned. The function must return in the usual
 * way: no `longjmp`, no C++ exception.
 */
typedef void (*zegoapi_completion_callback_t)(void *user_data,
                                              zegoapi_completion_t *completion);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Is told each event of every call, on the thread that makes the call; be quick. The event is borrowed until the function
 * returns, which it must in the usual way: no `longjmp`, no C++ exception.
 */
typedef void (*zegoapi_event_callback_t)(void *user_data,
                                         const zegoapi_event_t *event);
#endif

/**
 * The nonce, the time and the sequence of one request. **Make a new one for every request**, retries included.
 *
 * A plain struct of the caller's: fill it with one of the functions below, or by hand. Its layout never changes.
 */
typedef struct {
    /**
     * 16 lower-case hex characters, without a NUL.
     */
    uint8_t nonce[16];
    /**
     * Unix time in seconds.
     */
    int64_t timestamp;
    /**
     * The `Sequence` of actions that carry one: larger with each request about one thing, such as a stream. 0 stands for
     * the timestamp in milliseconds.
     */
    int64_t sequence;
} zegoapi_stamp_t;

/**
 * Done.
 */
#define ZEGOAPI_OK 0

/**
 * Refused before any I/O; the error says which field, limit and size. Not applied.
 */
#define ZEGOAPI_ERROR_INVALID_INPUT 1

/**
 * The server answered with a code that is a refusal. By the code; ask `zegoapi_error_applied`.
 */
#define ZEGOAPI_ERROR_API 2

/**
 * Certainly not sent: no connection, TLS refused, rate limit or deadline, cancelled before sending. Not applied.
 */
#define ZEGOAPI_ERROR_NOT_SENT 3

/**
 * Sent, and no whole answer came. It may have been applied.
 */
#define ZEGOAPI_ERROR_UNKNOWN 4

/**
 * An answer came that is no reply of the API. It may have been applied.
 */
#define ZEGOAPI_ERROR_BAD_REPLY 5

/**
 * A pointer that must point somewhere is NULL. Nothing was done.
 */
#define ZEGOAPI_ERROR_NULL_ARGUMENT 101

/**
 * A text is not UTF-8. Nothing was done.
 */
#define ZEGOAPI_ERROR_NOT_UTF8 102

/**
 * A number or a length is none that may stand there. Nothing was done.
 */
#define ZEGOAPI_ERROR_OUT_OF_RANGE 103

/**
 * The buffer is too small; nothing was written to it, and the length that is needed was.
 */
#define ZEGOAPI_ERROR_BUFFER_TOO_SMALL 104

/**
 * No table lists the code.
 */
#define ZEGOAPI_ERROR_NOT_LISTED 105

/**
 * The function is for another kind of command. Nothing was done.
 */
#define ZEGOAPI_ERROR_WRONG_COMMAND 106

/**
 * Another thread is driving this call or fan-out right now. Nothing was done.
 */
#define ZEGOAPI_ERROR_BUSY 107

/**
 * A defect of this library. What was done is not known; free the handles that took part and do no more with them.
 */
#define ZEGOAPI_ERROR_PANIC 108

/**
 * The dispatcher holds as many jobs as it may. Nothing was done.
 */
#define ZEGOAPI_ERROR_QUEUE_FULL 109

/**
 * The dispatcher was shut down. Nothing was done.
 */
#define ZEGOAPI_ERROR_CLOSED 110

/**
 * The system gave no thread to the dispatcher, and it has none. Nothing was done.
 */
#define ZEGOAPI_ERROR_NO_THREAD 111

/**
 * An option was set that means nothing where the options are used; the text names it. Nothing was done.
 */
#define ZEGOAPI_ERROR_WRONG_OPTION 112

/**
 * A text is no token04 that this ServerSecret opens; `zegoapi_error_token_kind` says why.
 */
#define ZEGOAPI_ERROR_BAD_TOKEN 113

/**
 * A callback was refused; `zegoapi_error_callback_kind` says why, and `zegoapi_error_answer_status` what to answer.
 */
#define ZEGOAPI_ERROR_BAD_CALLBACK 114

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Makes an application.
 *
 * @param app_id The AppId, as the vendor's console shows it; not 0.
 * @param server_secret The ServerSecret; copied. Wipe your own copy.
 * @param[out] out_app The application; yours, free it with `zegoapi_app_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for an AppId of 0, and for a secret that is empty or holds
 *   white space or control characters; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_app_new(uint32_t app_id,
                                 zegoapi_str_t server_secret,
                                 zegoapi_app_t **out_app,
                                 zegoapi_error_t **out_error);

/**
 * Frees an application.
 *
 * @param app An application, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_app_free(zegoapi_app_t *app);

/**
 * Sets `IsTest`, which only projects created on or before 2021-11-16 need; left alone, it is not sent.
 *
 * @param app The application.
 * @param is_test 0 for production, any other number for the test environment.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_app_set_is_test(zegoapi_app_t *app,
                                         uint32_t is_test,
                                         zegoapi_error_t **out_error);

/**
 * Sets one of the account's limits. Raise one only after the vendor's support has raised it for your account.
 *
 * @param app The application.
 * @param limit `ZEGOAPI_LIMIT_...`.
 * @param value The limit, in the unit that its constant says.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a limit that there is not; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_app_set_limit(zegoapi_app_t *app,
                                       uint32_t limit,
                                       size_t value,
                                       zegoapi_error_t **out_error);

/**
 * One of the limits that requests of this application are held to.
 *
 * @param app The application, or NULL.
 * @param limit `ZEGOAPI_LIMIT_...`.
 * @return The limit in its unit; 0 for NULL, and for a limit that there is not.
 *
 * Threads: any.
 */
size_t zegoapi_app_limit(const zegoapi_app_t *app,
                         uint32_t limit);

/**
 * Says how many calls a second of one action the account may make, where the vendor's support has raised the documented
 * number, or where this process is to use only a part of it. Holds for calls that are made later, by clients too that
 * are made later.
 *
 * @param app The application.
 * @param action The action's name, such as `SendCustomCommand`.
 * @param calls How many calls in any second, at least 1.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for 0; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_app_set_calls_per_second(zegoapi_app_t *app,
                                                  zegoapi_str_t action,
                                                  uint32_t calls,
                                                  zegoapi_error_t **out_error);

/**
 * How many calls a second of one action were said with `zegoapi_app_set_calls_per_second`.
 *
 * @param app The application, or NULL.
 * @param action The action's name.
 * @return The number; 0 where none was said and the documented one counts, for NULL, and for a name that is no text.
 *
 * Threads: any.
 */
uint32_t zegoapi_app_calls_per_second(const zegoapi_app_t *app,
                                      zegoapi_str_t action);

/**
 * The AppId.
 *
 * @param app The application, or NULL.
 * @return The AppId; 0 for NULL.
 *
 * Threads: any.
 */
uint32_t zegoapi_app_id(const zegoapi_app_t *app);

/**
 * `IsTest` as it is sent.
 *
 * @param app The application, or NULL.
 * @return 1 for the test environment, 0 for production said outright, -1 when it is left out (and for NULL).
 *
 * Threads: any.
 */
int32_t zegoapi_app_is_test(const zegoapi_app_t *app);

/**
 * How many seconds the server's clock is ahead of this machine's, as far as is known; 0 to begin with. Calls learn
 * it from the server's `Date` when the server refuses a timestamp, and keep it once a call is accepted with it.
 *
 * @param app The application, or NULL.
 * @return Seconds; 0 for NULL.
 *
 * Threads: any.
 */
int32_t zegoapi_app_clock_offset_s(const zegoapi_app_t *app);

/**
 * Sets the clock's offset, for everything that was made and will be made from this application.
 *
 * @param app The application.
 * @param seconds How many seconds the server's clock is ahead; negative when it is behind.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_app_set_clock_offset_s(zegoapi_app_t *app,
                                                int32_t seconds,
                                                zegoapi_error_t **out_error);

/**
 * Begins a call; its deadline counts from here.
 *
 * @param command What to send; the call keeps a copy.
 * @param app Who signs.
 * @param endpoint Where it goes.
 * @param options The call's options, or NULL for the defaults.
 * @param now The time.
 * @param[out] out_call The call; yours, free it with `zegoapi_call_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_WRONG_OPTION` for options of other things; `ZEGOAPI_ERROR_NULL_ARGUMENT`. What is
 *   wrong with the command, or a time-out of 0, is the call's outcome.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_call_new(const zegoapi_command_t *command,
                                  const zegoapi_app_t *app,
                                  const zegoapi_endpoint_t *endpoint,
                                  const zegoapi_options_t *options,
                                  zegoapi_time_t now,
                                  zegoapi_call_t **out_call,
                                  zegoapi_error_t **out_error);

/**
 * Frees a call. One that is not over is given up without a word: a request that is out may take effect.
 *
 * @param call A call, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_call_free(zegoapi_call_t *call);

/**
 * Says what to do next.
 *
 * @param call The call.
 * @param now The time.
 * @param random 16 bytes, fresh each time, from a cryptographic source that does not repeat after a fork.
 * @param[out] out_step `ZEGOAPI_STEP_...`; 0 on failure.
 * @param[out] out_ms To wait: until when, in milliseconds of the monotonic clock. To send: how long the try may take,
 *   in milliseconds. Else 0.
 * @param[out] out_request To send: the request, signed for this try alone; yours, free it with
 *   `zegoapi_request_free`. Else NULL.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` out of order: while a request is out that was not reported, and
 *   after `ZEGOAPI_STEP_DONE`; `ZEGOAPI_ERROR_BUSY`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: one at a time.
 */
zegoapi_status_t zegoapi_call_next(zegoapi_call_t *call,
                                   zegoapi_time_t now,
                                   const uint8_t *random,
                                   uint32_t *out_step,
                                   uint64_t *out_ms,
                                   zegoapi_request_t **out_request,
                                   zegoapi_error_t **out_error);

/**
 * Reports that the last byte of the request was handed to the network. Optional: without it the limiter has to take the
 * whole try for the request's way, and lets fewer calls through.
 *
 * @param call The call.
 * @param now The time.
 * @param handshake_ms How long the handshake of the request's connection took, in milliseconds: the request arrives within
 *   that time. `ZEGOAPI_HANDSHAKE_NOT_KNOWN` where you cannot tell.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when no request is out or this one was reported already;
 *   `ZEGOAPI_ERROR_BUSY`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: one at a time.
 */
zegoapi_status_t zegoapi_call_written(zegoapi_call_t *call,
                                      zegoapi_time_t now,
                                      uint64_t handshake_ms,
                                      zegoapi_error_t **out_error);

/**
 * Reports an answer to the request that is out.
 *
 * @param call The call.
 * @param now The time.
 * @param http_status The HTTP status, 0 to 65535; 0 for an answer that is no HTTP.
 * @param date The answer's `Date` header as it came; empty when there was none.
 * @param body The body as it came, or the part of it that was read: any bytes, `data` may be NULL when there are none.
 * @param whole Whether that is the whole body: 0 when it was cut off, such as at a size limit of yours.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`, whatever the answer was: ask again; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when no request
 *   is out; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a status or a length that cannot be; `ZEGOAPI_ERROR_BUSY`;
 *   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: one at a time.
 */
zegoapi_status_t zegoapi_call_reply(zegoapi_call_t *call,
                                    zegoapi_time_t now,
                                    uint32_t http_status,
                                    zegoapi_str_t date,
                                    zegoapi_str_t body,
                                    uint32_t whole,
                                    zegoapi_error_t **out_error);

/**
 * Reports that the request certainly did not go out whole. If you are not sure, it is `zegoapi_call_unknown`.
 *
 * @param call The call.
 * @param now The time.
 * @param cause `ZEGOAPI_NOT_SENT_...`.
 * @param detail What your HTTP stack said, for the error's text; may be empty. No URL, no credential.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`: ask again; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when no request is out;
 *   `ZEGOAPI_ERROR_OUT_OF_RANGE` for a cause that there is not; `ZEGOAPI_ERROR_BUSY`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: one at a time.
 */
zegoapi_status_t zegoapi_call_not_sent(zegoapi_call_t *call,
                                       zegoapi_time_t now,
                                       uint32_t cause,
                                       zegoapi_str_t detail,
                                       zegoapi_error_t **out_error);

/**
 * Reports that the request went out, or may have, and that no whole answer came.
 *
 * @param call The call.
 * @param now The time.
 * @param cause `ZEGOAPI_UNKNOWN_...`.
 * @param detail What your HTTP stack said, for the error's text; may be empty. No URL, no credential.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return As `zegoapi_call_not_sent`.
 *
 * Threads: one at a time.
 */
zegoapi_status_t zegoapi_call_unknown(zegoapi_call_t *call,
                                      zegoapi_time_t now,
                                      uint32_t cause,
                                      zegoapi_str_t detail,
                                      zegoapi_error_t **out_error);

/**
 * Gives the call up: ask once more for its end. While it waits it ends as not sent (or as what an earlier try left
 * unknown); with a request out, as unknown, and you drop the try; after its end nothing changes.
 *
 * @param call The call.
 * @param now The time.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_BUSY`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: one at a time.
 */
zegoapi_status_t zegoapi_call_cancel(zegoapi_call_t *call,
                                     zegoapi_time_t now,
                                     zegoapi_error_t **out_error);

/**
 * The outcome of a call that is over. Fetch it once.
 *
 * @param call The call.
 * @param[out] out_reply The reply; yours, free it with `zegoapi_reply_free`. NULL on failure.
 * @param[out] out_error The detail of the call's failure (or of this function's), yours; may be NULL.
 * @return `ZEGOAPI_OK`: accepted; `ZEGOAPI_ERROR_INVALID_INPUT`, `ZEGOAPI_ERROR_API`, `ZEGOAPI_ERROR_NOT_SENT`,
 *   `ZEGOAPI_ERROR_UNKNOWN` or `ZEGOAPI_ERROR_BAD_REPLY`: how the call failed; `ZEGOAPI_ERROR_INVALID_INPUT` with the
 *   problem `ZEGOAPI_PROBLEM_OUT_OF_ORDER` before `ZEGOAPI_STEP_DONE` and when it was fetched already;
 *   `ZEGOAPI_ERROR_BUSY`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: one at a time.
 */
zegoapi_status_t zegoapi_call_take_outcome(zegoapi_call_t *call,
                                           zegoapi_reply_t **out_reply,
                                           zegoapi_error_t **out_error);

/**
 * The next thing that happened, oldest first, for logs, metrics and traces. Fetch events after each step; of those never
 * fetched the last eight are kept.
 *
 * @param call The call, or NULL.
 * @return The event; yours, free it with `zegoapi_event_free`. NULL when there is none, for NULL, and while another thread
 *   drives the call.
 *
 * Threads: one at a time.
 */
zegoapi_event_t *zegoapi_call_take_event(zegoapi_call_t *call);

/**
 * The call's number, which its events carry. No other call of the application has it.
 *
 * @param call The call, or NULL.
 * @return The number, from 1; 0 for NULL.
 *
 * Threads: any; waits for the driver's step to end.
 */
uint64_t zegoapi_call_number(const zegoapi_call_t *call);

/**
 * Where the call stands.
 *
 * @param call The call, or NULL.
 * @return `ZEGOAPI_CALL_STATE_...`; 0 for NULL.
 *
 * Threads: any; waits for the driver's step to end.
 */
uint32_t zegoapi_call_state(const zegoapi_call_t *call);

/**
 * Whether the call may have taken effect by now: a request is out, or an earlier one ended without an answer. Once the
 * call is over, its outcome says.
 *
 * @param call The call, or NULL.
 * @return `true` or `false`; `false` for NULL.
 *
 * Threads: any; waits for the driver's step to end.
 */
bool zegoapi_call_may_be_applied(const zegoapi_call_t *call);

/**
 * How many tries were made so far.
 *
 * @param call The call, or NULL.
 * @return The number; 0 for NULL.
 *
 * Threads: any; waits for the driver's step to end.
 */
uint32_t zegoapi_call_tries(const zegoapi_call_t *call);

/**
 * Reads a body, as JSON, percent-encoded JSON or a form, whatever its `Content-Type` says.
 *
 * @param body The bytes as they came, at most 262144: one that a framework has parsed has lost digits of its ids.
 * @param product `ZEGOAPI_CALLBACK_PRODUCT_...` where it is known from the address that the callback was sent to, or
 *   `ZEGOAPI_CALLBACK_OF_ANY_PRODUCT`.
 * @param[out] out_callback The callback; yours, free it with `zegoapi_callback_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_BAD_CALLBACK`: `zegoapi_error_callback_kind` says why, and
 *   `zegoapi_error_answer_status` what to answer; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a product that there is not;
 *   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_callback_read(zegoapi_str_t body,
                                       uint32_t product,
                                       zegoapi_callback_t **out_callback,
                                       zegoapi_error_t **out_error);

/**
 * Frees a callback, and with it the texts that were borrowed from it.
 *
 * @param callback A callback, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_callback_free(zegoapi_callback_t *callback);

/**
 * The product that it is of.
 *
 * @param callback The callback, or NULL.
 * @return `ZEGOAPI_CALLBACK_PRODUCT_...`; 0 for NULL.
 *
 * Threads: any.
 */
uint32_t zegoapi_callback_product(const zegoapi_callback_t *callback);

/**
 * The event's name, such as `room_create`; of products that number their events, the number's digits.
 *
 * @param callback The callback, or NULL.
 * @return The name, borrowed; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_callback_event_name(const zegoapi_callback_t *callback);

/**
 * The event.
 *
 * @param callback The callback, or NULL.
 * @return `ZEGOAPI_CALLBACK_EVENT_...`; 0 for one whose fields are not known here, and for NULL.
 *
 * Threads: any.
 */
uint32_t zegoapi_callback_event_number(const zegoapi_callback_t *callback);

/**
 * The event's fields as a JSON object: names in snake case, ids as text, numbers as numbers, null for what is absent. It
 * may hold what people said or wrote.
 *
 * @param callback The callback, or NULL.
 * @return The text, borrowed; `null` for an event whose fields are not known here; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_callback_event_json(const zegoapi_callback_t *callback);

/**
 * The AppId that it names. Not signed.
 *
 * @param callback The callback, or NULL.
 * @return The AppId; 0 when it names none, and for NULL.
 *
 * Threads: any.
 */
uint32_t zegoapi_callback_app_id(const zegoapi_callback_t *callback);

/**
 * The timestamp as it was sent.
 *
 * @param callback The callback, or NULL.
 * @return The text, borrowed; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_callback_timestamp(const zegoapi_callback_t *callback);

/**
 * The nonce as it was sent.
 *
 * @param callback The callback, or NULL.
 * @return The text, borrowed; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_callback_nonce(const zegoapi_callback_t *callback);

/**
 * The signature as it was sent.
 *
 * @param callback The callback, or NULL.
 * @return The text, borrowed; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_callback_signature(const zegoapi_callback_t *callback);

/**
 * A field of the event as text: of the fields that are known for it, or else of those that were sent.
 *
 * @param callback The callback, or NULL.
 * @param path The field's name, such as `room_id`; deeper ones with slashes, and places in lists from 0 on:
 *   `output/0/stream_id`.
 * @return The text, or the digits of a number, borrowed; empty for what is absent, null, a list or an object, for a path
 *   that is no text, and for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_callback_text(const zegoapi_callback_t *callback,
                                    zegoapi_str_t path);

/**
 * A field of the event as a whole number.
 *
 * @param callback The callback, or NULL.
 * @param path As for `zegoapi_callback_text`.
 * @param[out] out_number The number; 0 when there is none.
 * @return Whether there is one, that is, a whole number that 64 bits hold; `false` also when an argument is NULL.
 *
 * Threads: any.
 */
bool zegoapi_callback_number(const zegoapi_callback_t *callback,
                             zegoapi_str_t path,
                             int64_t *out_number);

/**
 * A field of the event as a number that may have a fraction, such as a score.
 *
 * @param callback The callback, or NULL.
 * @param path As for `zegoapi_callback_text`.
 * @param[out] out_number The number; 0 when there is none.
 * @return Whether there is one; `false` also when an argument is NULL.
 *
 * Threads: any.
 */
bool zegoapi_callback_real(const zegoapi_callback_t *callback,
                           zegoapi_str_t path,
                           double *out_number);

/**
 * How many items a list of the event has.
 *
 * @param callback The callback, or NULL.
 * @param path As for `zegoapi_callback_text`.
 * @return The number; 0 for what is no list, for a path that is no text, and for NULL.
 *
 * Threads: any.
 */
size_t zegoapi_callback_count(const zegoapi_callback_t *callback,
                              zegoapi_str_t path);

/**
 * How many fields were sent.
 *
 * @param callback The callback, or NULL.
 * @return The number; 0 for NULL.
 *
 * Threads: any.
 */
size_t zegoapi_callback_field_count(const zegoapi_callback_t *callback);

/**
 * The name of a field, in the order in which they were sent.
 *
 * @param callback The callback, or NULL.
 * @param index From 0 to one less than `zegoapi_callback_field_count`.
 * @return The name, borrowed; empty when there is no such field.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_callback_field_name(const zegoapi_callback_t *callback,
                                          size_t index);

/**
 * A field as it was sent, known or not.
 *
 * @param callback The callback, or NULL.
 * @param index From 0 to one less than `zegoapi_callback_field_count`.
 * @return Its JSON, every digit kept, borrowed; of a form, its text as a JSON string; empty when there is no such field.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_callback_field_json(const zegoapi_callback_t *callback,
                                          size_t index);

/**
 * Makes a memory of this process, of bounded size. When it is full, the oldest is forgotten for a new one: only who knows
 * a secret can fill it.
 *
 * @param capacity How many callbacks are remembered at once; 0 counts as 1. `ZEGOAPI_NONCE_MEMORY_CAPACITY` is fit.
 * @param[out] out_memory The memory; yours, free it with `zegoapi_nonce_memory_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_nonce_memory_new(size_t capacity,
                                          zegoapi_nonce_memory_t **out_memory,
                                          zegoapi_error_t **out_error);

/**
 * Makes a memory of a store of yours, such as one that several machines share.
 *
 * @param claim Claims a key.
 * @param commit Commits one.
 * @param release Releases one.
 * @param user_data Passed to all three as it is, on any thread, as long as the memory is used.
 * @param[out] out_memory The memory; yours, free it with `zegoapi_nonce_memory_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_nonce_memory_new_of_store(zegoapi_claim_callback_t claim,
                                                   zegoapi_key_callback_t commit,
                                                   zegoapi_key_callback_t release,
                                                   void *user_data,
                                                   zegoapi_nonce_memory_t **out_memory,
                                                   zegoapi_error_t **out_error);

/**
 * Frees a memory.
 *
 * @param memory A memory, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_nonce_memory_free(zegoapi_nonce_memory_t *memory);

/**
 * How many callbacks a memory of this process remembers now.
 *
 * @param memory The memory, or NULL.
 * @return The number; 0 for a store of the caller's, and for NULL.
 *
 * Threads: any.
 */
size_t zegoapi_nonce_memory_len(const zegoapi_nonce_memory_t *memory);

/**
 * How many a memory of this process has forgotten before their end, since it was full.
 *
 * @param memory The memory, or NULL.
 * @return The number; 0 for a store of the caller's, and for NULL.
 *
 * Threads: any.
 */
uint64_t zegoapi_nonce_memory_forgotten(const zegoapi_nonce_memory_t *memory);

/**
 * Makes a verifier.
 *
 * @param secrets The CallbackSecrets, as the vendor's console shows them: an array of `secret_count` texts, copied. One, or
 *   the one before or the next one besides, while they are being changed.
 * @param secret_count How many, at least 1.
 * @param window_s How far a timestamp may lie back or ahead, in seconds: 1 to 86400. `ZEGOAPI_CALLBACK_WINDOW_S` is fit.
 * @param[out] out_verifier The verifier; yours, free it with `zegoapi_callback_verifier_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for a secret that is empty or holds white space or control
 *   characters, and for a window out of bounds; `ZEGOAPI_ERROR_OUT_OF_RANGE` for no secrets, and for a count that no array
 *   can have; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_callback_verifier_new(const zegoapi_str_t *secrets,
                                               size_t secret_count,
                                               uint32_t window_s,
                                               zegoapi_callback_verifier_t **out_verifier,
                                               zegoapi_error_t **out_error);

/**
 * Frees a verifier.
 *
 * @param verifier A verifier, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_callback_verifier_free(zegoapi_callback_verifier_t *verifier);

/**
 * Verifies a stamp's signature and age, and claims it in a memory.
 *
 * @param verifier The verifier.
 * @param timestamp The timestamp as it was sent: `zegoapi_callback_timestamp`.
 * @param nonce The nonce as it was sent: `zegoapi_callback_nonce`.
 * @param signature The signature as it was sent: `zegoapi_callback_signature`.
 * @param now Unix time in seconds: the time at which the callback was received, where it waited in a queue since.
 * @param memory The memory of those that came before; NULL to claim `zegoapi_verified_stamp_key` elsewhere. **Without a
 *   claim it may be a repeat.**
 * @param[out] out_stamp The verified stamp; yours, free it with `zegoapi_verified_stamp_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_BAD_CALLBACK`: `zegoapi_error_callback_kind` says why, and
 *   `zegoapi_error_answer_status` what to answer; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_callback_verifier_verify(const zegoapi_callback_verifier_t *verifier,
                                                  zegoapi_str_t timestamp,
                                                  zegoapi_str_t nonce,
                                                  zegoapi_str_t signature,
                                                  int64_t now,
                                                  const zegoapi_nonce_memory_t *memory,
                                                  zegoapi_verified_stamp_t **out_stamp,
                                                  zegoapi_error_t **out_error);

/**
 * Frees a verified stamp, and with it the texts that were borrowed from it. Neither commits nor releases it.
 *
 * @param stamp A verified stamp, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_verified_stamp_free(zegoapi_verified_stamp_t *stamp);

/**
 * The event was dealt with: a repeat is refused from now on.
 *
 * @param stamp The verified stamp.
 * @param memory The memory in which it was claimed.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_verified_stamp_commit(const zegoapi_verified_stamp_t *stamp,
                                               const zegoapi_nonce_memory_t *memory,
                                               zegoapi_error_t **out_error);

/**
 * The event was not dealt with: the vendor's next try is taken.
 *
 * @param stamp The verified stamp.
 * @param memory The memory in which it was claimed.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_verified_stamp_release(const zegoapi_verified_stamp_t *stamp,
                                                const zegoapi_nonce_memory_t *memory,
                                                zegoapi_error_t **out_error);

/**
 * Which secret it was signed with.
 *
 * @param stamp The verified stamp, or NULL.
 * @return The secret's place in the verifier's list, from 0; 0 for NULL.
 *
 * Threads: any.
 */
size_t zegoapi_verified_stamp_secret_index(const zegoapi_verified_stamp_t *stamp);

/**
 * How old it is.
 *
 * @param stamp The verified stamp, or NULL.
 * @return Seconds; negative when the sender's clock is ahead; 0 for NULL.
 *
 * Threads: any.
 */
int64_t zegoapi_verified_stamp_age_s(const zegoapi_verified_stamp_t *stamp);

/**
 * What it is remembered by: 40 hex digits, which give nothing away.
 *
 * @param stamp The verified stamp, or NULL.
 * @return The key, borrowed; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_verified_stamp_key(const zegoapi_verified_stamp_t *stamp);

/**
 * Until when it must be remembered; after that it is too old.
 *
 * @param stamp The verified stamp, or NULL.
 * @return Unix time in seconds; 0 for NULL.
 *
 * Threads: any.
 */
int64_t zegoapi_verified_stamp_until(const zegoapi_verified_stamp_t *stamp);

/**
 * Signs timestamp and nonce as the vendor signs: for tests of a receiver of your own.
 *
 * @param secret The CallbackSecret.
 * @param timestamp The timestamp as it will be sent.
 * @param nonce The nonce as it will be sent.
 * @param[out] out_signature The signature; zeros on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_callback_sign(zegoapi_str_t secret,
                                       zegoapi_str_t timestamp,
                                       zegoapi_str_t nonce,
                                       zegoapi_signature_t *out_signature,
                                       zegoapi_error_t **out_error);

/**
 * Explains a return code. The same number means different things in different scopes: 3 is "too long" for a room, "not
 * authenticated" for the media service.
 *
 * @param code The code.
 * @param scope Which actions returned it: `ZEGOAPI_CODE_SCOPE_...`, and the one entry that counts for them is told.
 *   `ZEGOAPI_EVERY_CODE_SCOPE` when you do not know, and the entries of all scopes that have the number are told.
 * @param[out] out_explanation The entries, at least one; yours, free them with `zegoapi_explanation_free`. NULL on
 *   failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NOT_LISTED` for a code that no such table has; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a
 *   scope that there is not; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_explain(int64_t code,
                                 uint32_t scope,
                                 zegoapi_explanation_t **out_explanation,
                                 zegoapi_error_t **out_error);

/**
 * Explains every return code of a scope: the gateway's, then the scope's own, each by number.
 *
 * @param scope `ZEGOAPI_CODE_SCOPE_...`.
 * @param[out] out_explanation The entries; yours, free them with `zegoapi_explanation_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a scope that there is not; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_explain_scope(uint32_t scope,
                                       zegoapi_explanation_t **out_explanation,
                                       zegoapi_error_t **out_error);

/**
 * Frees an explanation, and with it the texts that were borrowed from it.
 *
 * @param explanation An explanation, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_explanation_free(zegoapi_explanation_t *explanation);

/**
 * How many entries there are.
 *
 * @param explanation The explanation, or NULL.
 * @return The number, at least 1; 0 for NULL.
 *
 * Threads: any.
 */
size_t zegoapi_explanation_count(const zegoapi_explanation_t *explanation);

/**
 * The code that an entry is about.
 *
 * @param explanation The explanation, or NULL.
 * @param index From 0 to one less than `zegoapi_explanation_count`.
 * @return The code; 0 when there is no such entry.
 *
 * Threads: any.
 */
int64_t zegoapi_explanation_code(const zegoapi_explanation_t *explanation,
                                 size_t index);

/**
 * The scope whose table an entry stands in.
 *
 * @param explanation The explanation, or NULL.
 * @param index From 0 to one less than `zegoapi_explanation_count`.
 * @return `ZEGOAPI_CODE_SCOPE_...`; 0 when there is no such entry.
 *
 * Threads: any.
 */
uint32_t zegoapi_explanation_scope(const zegoapi_explanation_t *explanation,
                                   size_t index);

/**
 * What the code is about.
 *
 * @param explanation The explanation, or NULL.
 * @param index From 0 to one less than `zegoapi_explanation_count`.
 * @return `ZEGOAPI_CODE_KIND_...`; 0 when there is no such entry.
 *
 * Threads: any.
 */
uint32_t zegoapi_explanation_kind(const zegoapi_explanation_t *explanation,
                                  size_t index);

/**
 * Whose calls were too many.
 *
 * @param explanation The explanation, or NULL.
 * @param index From 0 to one less than `zegoapi_explanation_count`.
 * @return `ZEGOAPI_LIMITED_BY_...` for the kind `ZEGOAPI_CODE_KIND_LIMITED`; 0 for every other, and when there is no such
 *   entry.
 *
 * Threads: any.
 */
uint32_t zegoapi_explanation_limited_by(const zegoapi_explanation_t *explanation,
                                        size_t index);

/**
 * Whether the same call may succeed when it is made again.
 *
 * @param explanation The explanation, or NULL.
 * @param index From 0 to one less than `zegoapi_explanation_count`.
 * @return `true` or `false`; `false` when there is no such entry.
 *
 * Threads: any.
 */
bool zegoapi_explanation_retryable(const zegoapi_explanation_t *explanation,
                                   size_t index);

/**
 * What the code means.
 *
 * @param explanation The explanation, or NULL.
 * @param index From 0 to one less than `zegoapi_explanation_count`.
 * @return A sentence fragment, borrowed; empty when there is no such entry.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_explanation_meaning(const zegoapi_explanation_t *explanation,
                                          size_t index);

/**
 * What to do about it.
 *
 * @param explanation The explanation, or NULL.
 * @param index From 0 to one less than `zegoapi_explanation_count`.
 * @return A sentence fragment, borrowed; empty when there is no such entry.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_explanation_advice(const zegoapi_explanation_t *explanation,
                                         size_t index);

/**
 * The name of the scope that an entry stands in, as the documentation and the other languages have it: `"room"`,
 * `"media-service"`, ...
 *
 * @param explanation The explanation, or NULL.
 * @param index From 0 to one less than `zegoapi_explanation_count`.
 * @return The name, borrowed; empty when there is no such entry.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_explanation_scope_name(const zegoapi_explanation_t *explanation,
                                             size_t index);

/**
 * A message to everyone in a room, except a client that is logged in under the sender's id.
 *
 * @param room_id The room.
 * @param from_user_id The sender, who need not be in the room.
 * @param content The message: at most 1024 bytes, unless the application's limits say otherwise.
 * @param[out] out_command The command; yours, free it with `zegoapi_command_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` when a text is empty; `ZEGOAPI_ERROR_NULL_ARGUMENT`;
 *   `ZEGOAPI_ERROR_NOT_UTF8`. Sizes are checked when the command is prepared or sent.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_command_new_to_everyone(zegoapi_str_t room_id,
                                                 zegoapi_str_t from_user_id,
                                                 zegoapi_str_t content,
                                                 zegoapi_command_t **out_command,
                                                 zegoapi_error_t **out_error);

/**
 * A message to the users named. An empty list is refused, never taken for everyone.
 *
 * @param room_id The room.
 * @param from_user_id The sender, who need not be in the room.
 * @param user_ids The users: an array of `user_count` texts, copied.
 * @param user_count How many: 1 to 10, unless the application's limits say otherwise.
 * @param content The message: at most 1024 bytes, unless the application's limits say otherwise.
 * @param[out] out_command The command; yours, free it with `zegoapi_command_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` when a text or the list is empty;
 *   `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a count that no array
 *   can have. Sizes are checked when the command is prepared or sent.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_command_new_to_users(zegoapi_str_t room_id,
                                              zegoapi_str_t from_user_id,
                                              const zegoapi_str_t *user_ids,
                                              size_t user_count,
                                              zegoapi_str_t content,
                                              zegoapi_command_t **out_command,
                                              zegoapi_error_t **out_error);

/**
 * Any other GET action by its name, without parameters; add those with `zegoapi_command_add_param` and
 * `zegoapi_command_add_list`.
 *
 * The name of an RTC action brings what is known of it: its rate, whether it may be repeated, the scope of its codes, and
 * which of its parameters are lists. Any other is limited like SendCustomCommand, and what may have been applied is not
 * tried again.
 *
 * @param action The action's name, of ASCII letters and digits, such as `DescribeUserNum`.
 * @param[out] out_command The command; yours, free it with `zegoapi_command_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for another name, and for that of a POST action;
 *   `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_command_new_get(zegoapi_str_t action,
                                         zegoapi_command_t **out_command,
                                         zegoapi_error_t **out_error);

/**
 * The same, with the members of a JSON object as its parameters: text, numbers and booleans as they are, a list of them
 * as a repeated parameter, a list of objects as one with indices (`Media.0.FileId`). Names of lists may be written with
 * or without their `[]`.
 *
 * @param action The action's name, of ASCII letters and digits.
 * @param json_object The text of one JSON object.
 * @param[out] out_command The command; yours, free it with `zegoapi_command_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` as for `zegoapi_command_new_get`, for text that is no such object,
 *   and, with the parameter's name, for null, an object, an empty list, or another shape than the action's parameter has;
 *   `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_command_new_get_from_json(zegoapi_str_t action,
                                                   zegoapi_str_t json_object,
                                                   zegoapi_command_t **out_command,
                                                   zegoapi_error_t **out_error);

/**
 * Any other POST action, with its business parameters as JSON.
 *
 * @param action The action's name, of ASCII letters and digits, such as `StartMix`.
 * @param json_object The text of one JSON object, which is sent as it is.
 * @param[out] out_command The command; yours, free it with `zegoapi_command_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for another name, for that of a GET action, and for text that is no
 *   JSON object; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_command_new_post(zegoapi_str_t action,
                                          zegoapi_str_t json_object,
                                          zegoapi_command_t **out_command,
                                          zegoapi_error_t **out_error);

/**
 * Adds a parameter to a command that is no SendCustomCommand.
 *
 * @param command The command; unchanged on failure.
 * @param name The parameter's name.
 * @param text_value Its value, before encoding.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for a name that is empty, was given before, or stands in every
 *   request, or is that of a list; `ZEGOAPI_ERROR_WRONG_COMMAND`; `ZEGOAPI_ERROR_NULL_ARGUMENT`;
 *   `ZEGOAPI_ERROR_NOT_UTF8`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_command_add_param(zegoapi_command_t *command,
                                           zegoapi_str_t name,
                                           zegoapi_str_t text_value,
                                           zegoapi_error_t **out_error);

/**
 * Adds a list to a command that is no SendCustomCommand: the name, with `[]`, once for each value.
 *
 * @param command The command; unchanged on failure.
 * @param name The parameter's name, with its `[]` or without.
 * @param values The values, before encoding: an array of `value_count` texts.
 * @param value_count How many, at least 1.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return As `zegoapi_command_add_param`, and `ZEGOAPI_ERROR_INVALID_INPUT` for an empty list;
 *   `ZEGOAPI_ERROR_OUT_OF_RANGE` for a count that no array can have.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_command_add_list(zegoapi_command_t *command,
                                          zegoapi_str_t name,
                                          const zegoapi_str_t *values,
                                          size_t value_count,
                                          zegoapi_error_t **out_error);

/**
 * Says which table explains the return codes of a command whose action is not known by its name; without it, only the
 * gateway's codes are explained.
 *
 * @param command The command; unchanged on failure.
 * @param scope `ZEGOAPI_CODE_SCOPE_...`.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a scope that there is not; `ZEGOAPI_ERROR_WRONG_COMMAND`;
 *   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_command_set_code_scope(zegoapi_command_t *command,
                                                uint32_t scope,
                                                zegoapi_error_t **out_error);

/**
 * Says which product serves a command whose action is not known by its name; without it, the endpoint's.
 *
 * @param command The command; unchanged on failure.
 * @param product One of the vendor's: `rtc`, `zim`, `cloudrecord`, ...
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for a product that there is not; `ZEGOAPI_ERROR_WRONG_COMMAND`;
 *   `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_command_set_product(zegoapi_command_t *command,
                                             zegoapi_str_t product,
                                             zegoapi_error_t **out_error);

/**
 * Frees a command.
 *
 * @param command A command, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_command_free(zegoapi_command_t *command);

/**
 * A region of the vendor's. Actions go to their own product's host there; those of which no product is known go to
 * real-time communication (`rtc`).
 *
 * @param region The vendor's short name: `sha`, `hkg`, `fra`, `lax`, `bom`, `sgp`; empty for the unified host.
 * @param[out] out_endpoint The endpoint; yours, free it with `zegoapi_endpoint_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for another region; `ZEGOAPI_ERROR_NULL_ARGUMENT`;
 *   `ZEGOAPI_ERROR_NOT_UTF8`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_endpoint_new_in_region(zegoapi_str_t region,
                                                zegoapi_endpoint_t **out_endpoint,
                                                zegoapi_error_t **out_error);

/**
 * A region of the vendor's, with the product that actions go to of which none is known.
 *
 * @param product `rtc`, `zim`, `cloudrecord`, `cloud-player`, `analytics`, `aigc-aiagent`, ...: one of the vendor's.
 * @param region As for `zegoapi_endpoint_new_in_region`.
 * @param[out] out_endpoint The endpoint; yours, free it with `zegoapi_endpoint_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for another product or region, and for a region in which the product
 *   has no host; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_endpoint_new_of_product(zegoapi_str_t product,
                                                 zegoapi_str_t region,
                                                 zegoapi_endpoint_t **out_endpoint,
                                                 zegoapi_error_t **out_error);

/**
 * A base URL given outright.
 *
 * @param base_url `https://host[:port][/path]`, or `http://` for `localhost`, `127.0.0.0/8` and `[::1]` only.
 * @param[out] out_endpoint The endpoint; yours, free it with `zegoapi_endpoint_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for any other text; `ZEGOAPI_ERROR_NULL_ARGUMENT`;
 *   `ZEGOAPI_ERROR_NOT_UTF8`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_endpoint_new_from_base_url(zegoapi_str_t base_url,
                                                    zegoapi_endpoint_t **out_endpoint,
                                                    zegoapi_error_t **out_error);

/**
 * Frees an endpoint, and with it the texts that were borrowed from it.
 *
 * @param endpoint An endpoint, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_endpoint_free(zegoapi_endpoint_t *endpoint);

/**
 * The base URL, with a path and without a query.
 *
 * @param endpoint The endpoint, or NULL.
 * @return The URL, borrowed; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_endpoint_url(const zegoapi_endpoint_t *endpoint);

/**
 * The host as it stands in the URL; an IPv6 address keeps its brackets.
 *
 * @param endpoint The endpoint, or NULL.
 * @return The host, borrowed; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_endpoint_host(const zegoapi_endpoint_t *endpoint);

/**
 * The port: the one in the URL, or else 443 for https and 80 for http.
 *
 * @param endpoint The endpoint, or NULL.
 * @return The port; 0 for NULL.
 *
 * Threads: any.
 */
uint32_t zegoapi_endpoint_port(const zegoapi_endpoint_t *endpoint);

/**
 * Whether requests go over TLS.
 *
 * @param endpoint The endpoint, or NULL.
 * @return `true` for https; `false` for http to loopback, and for NULL.
 *
 * Threads: any.
 */
bool zegoapi_endpoint_is_https(const zegoapi_endpoint_t *endpoint);

/**
 * Frees an error that came through an `out_error`.
 *
 * @param error An error that is yours, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_error_free(zegoapi_error_t *error);

/**
 * The status of the call that failed.
 *
 * @param error The error, or NULL.
 * @return The status; `ZEGOAPI_OK` for NULL.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_error_status(const zegoapi_error_t *error);

/**
 * Which of the core's five kinds it is.
 *
 * @param error The error, or NULL.
 * @return `ZEGOAPI_ERROR_INVALID_INPUT` to `ZEGOAPI_ERROR_BAD_REPLY`; 0 for what the boundary found wrong
 *   (statuses from 101 on).
 *
 * Threads: any.
 */
uint32_t zegoapi_error_kind(const zegoapi_error_t *error);

/**
 * Whether the call may have taken effect all the same: the one question before it is made again. Decided by the code
 * where the server refused.
 *
 * @param error The error, or NULL.
 * @return `ZEGOAPI_APPLIED_NO` or `ZEGOAPI_APPLIED_UNKNOWN`; 0 for NULL.
 *
 * Threads: any.
 */
uint32_t zegoapi_error_applied(const zegoapi_error_t *error);

/**
 * Whether the same call may succeed when it is made again. Look at `zegoapi_error_applied` before you do so.
 *
 * @param error The error, or NULL.
 * @return `true` or `false`.
 *
 * Threads: any.
 */
bool zegoapi_error_retryable(const zegoapi_error_t *error);

/**
 * The server's `Code`.
 *
 * @param error The error, or NULL.
 * @return The code, never 0; 0 when the server gave none.
 *
 * Threads: any.
 */
int64_t zegoapi_error_code(const zegoapi_error_t *error);

/**
 * What the server's code is about.
 *
 * @param error The error, or NULL.
 * @return `ZEGOAPI_CODE_KIND_...`; 0 when the server gave no code.
 *
 * Threads: any.
 */
uint32_t zegoapi_error_code_kind(const zegoapi_error_t *error);

/**
 * The scope whose table explains the server's code.
 *
 * @param error The error, or NULL.
 * @return `ZEGOAPI_CODE_SCOPE_...`; 0 for a code that no table lists, and when the server gave none.
 *
 * Threads: any.
 */
uint32_t zegoapi_error_scope(const zegoapi_error_t *error);

/**
 * The HTTP status of the answer.
 *
 * @param error The error, or NULL.
 * @return The status; 0 when there was no answer, or one that was no HTTP.
 *
 * Threads: any.
 */
uint32_t zegoapi_error_http_status(const zegoapi_error_t *error);

/**
 * What is wrong with the field of invalid input.
 *
 * @param error The error, or NULL.
 * @return `ZEGOAPI_PROBLEM_...`; 0 for every other kind.
 *
 * Threads: any.
 */
uint32_t zegoapi_error_problem(const zegoapi_error_t *error);

/**
 * Why nothing was sent, or why the outcome is not known.
 *
 * @param error The error, or NULL.
 * @return `ZEGOAPI_NOT_SENT_...` or `ZEGOAPI_UNKNOWN_...`, by the kind; 0 for every other kind.
 *
 * Threads: any.
 */
uint32_t zegoapi_error_cause(const zegoapi_error_t *error);

/**
 * Why a token was not made or not opened.
 *
 * @param error The error, or NULL.
 * @return `ZEGOAPI_TOKEN_ERROR_...`; 0 for an error about something else.
 *
 * Threads: any.
 */
uint32_t zegoapi_error_token_kind(const zegoapi_error_t *error);

/**
 * Why a callback was refused, or a verifier not made.
 *
 * @param error The error, or NULL.
 * @return `ZEGOAPI_CALLBACK_ERROR_...`; 0 for an error about something else.
 *
 * Threads: any.
 */
uint32_t zegoapi_error_callback_kind(const zegoapi_error_t *error);

/**
 * How old a callback was, where that is why it was refused.
 *
 * @param error The error, or NULL.
 * @param[out] out_age_s Seconds, negative when it is from the future; 0 when its age is not why.
 * @return Whether it is; `false` also when an argument is NULL.
 *
 * Threads: any.
 */
bool zegoapi_error_callback_age_s(const zegoapi_error_t *error,
                                  int64_t *out_age_s);

/**
 * The HTTP status to answer the vendor with, where a callback was refused. Any 2XX counts as an answer, and everything
 * else is sent again: so a callback that was dealt with already gets 200, and one that may be dealt with later 503.
 *
 * @param error The error, or NULL.
 * @return The status; 0 for an error about something else.
 *
 * Threads: any.
 */
uint32_t zegoapi_error_answer_status(const zegoapi_error_t *error);

/**
 * The whole error as one line of text, for logs.
 *
 * @param error The error, or NULL.
 * @return The line; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_error_text(const zegoapi_error_t *error);

/**
 * What to do about it.
 *
 * @param error The error, or NULL.
 * @return A sentence fragment; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_error_advice(const zegoapi_error_t *error);

/**
 * What the server's code means.
 *
 * @param error The error, or NULL.
 * @return A sentence fragment; empty when the server gave no code.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_error_meaning(const zegoapi_error_t *error);

/**
 * The server's `Message`. Where it repeats private parts of the request, they are `***`.
 *
 * @param error The error, or NULL.
 * @return The message; empty when the server gave none.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_error_message(const zegoapi_error_t *error);

/**
 * The server's `RequestId`, every digit kept. Quote it to the vendor's support.
 *
 * @param error The error, or NULL.
 * @return The id; empty when the server gave none.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_error_request_id(const zegoapi_error_t *error);

/**
 * The field that is wrong, in snake case (`room_id`, `content`, `to`, ...), the name of the parameter, or the argument.
 *
 * @param error The error, or NULL.
 * @return The name; empty for every other kind.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_error_field(const zegoapi_error_t *error);

/**
 * What the transport said, or why an answer is no reply.
 *
 * @param error The error, or NULL.
 * @return The detail; empty when there is none.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_error_detail(const zegoapi_error_t *error);

/**
 * The first 200 bytes of an answer that is no reply, as text that is safe to log.
 *
 * @param error The error, or NULL.
 * @return The excerpt; empty for every other kind.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_error_excerpt(const zegoapi_error_t *error);

/**
 * The `Data` of a refusal, as JSON text. May repeat parts of the request: not for logs.
 *
 * @param error The error, or NULL.
 * @return The text; empty when it carried none.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_error_data(const zegoapi_error_t *error);

/**
 * The whole refusal, as JSON text: also what a product puts beside `Code`. May repeat parts of the request: not for
 * logs.
 *
 * @param error The error, or NULL.
 * @return The text; empty when the server did not refuse.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_error_whole(const zegoapi_error_t *error);

/**
 * The limit that was missed.
 *
 * @param error The error, or NULL.
 * @param[out] out_limit Bytes for text, items for lists; for a buffer that is too small the bytes that are needed; 0 when there is none.
 * @return Whether the error has one; `false` also when an argument is NULL.
 *
 * Threads: any.
 */
bool zegoapi_error_limit(const zegoapi_error_t *error,
                         size_t *out_limit);

/**
 * The size that was given.
 *
 * @param error The error, or NULL.
 * @param[out] out_size Bytes for text, items for lists; 0 when there is none.
 * @return Whether the error has one; `false` also when an argument is NULL.
 *
 * Threads: any.
 */
bool zegoapi_error_size(const zegoapi_error_t *error,
                        size_t *out_size);

/**
 * The item of a list that is wrong.
 *
 * @param error The error, or NULL.
 * @param[out] out_index Its place, counted from 0; 0 when there is none.
 * @return Whether the error has one; `false` also when an argument is NULL.
 *
 * Threads: any.
 */
bool zegoapi_error_index(const zegoapi_error_t *error,
                         size_t *out_index);

/**
 * How many users a refusal named as those for whom it failed; usually none.
 *
 * @param error The error, or NULL.
 * @return The number.
 *
 * Threads: any.
 */
size_t zegoapi_error_fail_user_count(const zegoapi_error_t *error);

/**
 * The id of a user that a refusal named.
 *
 * @param error The error, or NULL.
 * @param index From 0 to one less than `zegoapi_error_fail_user_count`.
 * @return The id, borrowed; empty when there is no such user.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_error_fail_user_id(const zegoapi_error_t *error,
                                         size_t index);

/**
 * Why that user did not get the message.
 *
 * @param error The error, or NULL.
 * @param index From 0 to one less than `zegoapi_error_fail_user_count`.
 * @return The code, such as 50003; 0 when there is no such user.
 *
 * Threads: any.
 */
int64_t zegoapi_error_fail_user_code(const zegoapi_error_t *error,
                                     size_t index);

/**
 * Frees an event, and with it the texts that were borrowed from it.
 *
 * @param event An event that is yours, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_event_free(zegoapi_event_t *event);

/**
 * The number of the call, which no other call of the application has.
 *
 * @param event The event, or NULL.
 * @return The number, from 1; 0 for NULL.
 *
 * Threads: any.
 */
uint64_t zegoapi_event_call(const zegoapi_event_t *event);

/**
 * What happened.
 *
 * @param event The event, or NULL.
 * @return `ZEGOAPI_EVENT_...`; 0 for NULL.
 *
 * Threads: any.
 */
uint32_t zegoapi_event_kind(const zegoapi_event_t *event);

/**
 * The action's name.
 *
 * @param event The event, or NULL.
 * @return The name, borrowed; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_event_action(const zegoapi_event_t *event);

/**
 * The host that the call goes to.
 *
 * @param event The event, or NULL.
 * @return The host, borrowed; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_event_host(const zegoapi_event_t *event);

/**
 * The number of the try that it belongs to.
 *
 * @param event The event, or NULL.
 * @return The number, from 1; 0 for the begin, for the end of a call without tries, and for NULL.
 *
 * Threads: any.
 */
uint32_t zegoapi_event_try_number(const zegoapi_event_t *event);

/**
 * How long: of waiting, of delay before a retry, allowed for a try, or taken by the whole call.
 *
 * @param event The event, or NULL.
 * @return Milliseconds; 0 for NULL.
 *
 * Threads: any.
 */
uint64_t zegoapi_event_duration_ms(const zegoapi_event_t *event);

/**
 * How the try or the call ended.
 *
 * @param event The event, or NULL.
 * @return `ZEGOAPI_CALL_OUTCOME_...` with a retry and an end; 0 with every other kind, and for NULL.
 *
 * Threads: any.
 */
uint32_t zegoapi_event_outcome(const zegoapi_event_t *event);

/**
 * The server's code, with an outcome that one led to.
 *
 * @param event The event, or NULL.
 * @param[out] out_code The code, which is 0 for an accepted call; 0 when there is none.
 * @return Whether there is one; `false` also when an argument is NULL.
 *
 * Threads: any.
 */
bool zegoapi_event_code(const zegoapi_event_t *event,
                        int64_t *out_code);

/**
 * The HTTP status, with an outcome that an answer led to.
 *
 * @param event The event, or NULL.
 * @return The status; 0 when there is none.
 *
 * Threads: any.
 */
uint32_t zegoapi_event_http_status(const zegoapi_event_t *event);

/**
 * The server's `RequestId`, with an outcome that came with one.
 *
 * @param event The event, or NULL.
 * @return The id, borrowed; empty when there is none.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_event_request_id(const zegoapi_event_t *event);

/**
 * Begins a fan-out. Repeated ids are dropped; the order is kept.
 *
 * @param app Who signs.
 * @param endpoint Where it goes.
 * @param room_id The room.
 * @param from_user_id The sender, who need not be in the room.
 * @param content The message: at most 1024 bytes, unless the application's limits say otherwise.
 * @param user_ids The users: an array of `user_count` texts, copied.
 * @param user_count How many, at least 1.
 * @param options The options of the fan-out and its calls, or NULL for the defaults.
 * @param[out] out_fanout The fan-out; yours, free it with `zegoapi_fanout_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT`, which names the field, the limit and the size, and an empty id by
 *   its place; `ZEGOAPI_ERROR_WRONG_OPTION` for options of other things; `ZEGOAPI_ERROR_NULL_ARGUMENT`;
 *   `ZEGOAPI_ERROR_NOT_UTF8`; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a count that no array can have.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_fanout_new(const zegoapi_app_t *app,
                                    const zegoapi_endpoint_t *endpoint,
                                    zegoapi_str_t room_id,
                                    zegoapi_str_t from_user_id,
                                    zegoapi_str_t content,
                                    const zegoapi_str_t *user_ids,
                                    size_t user_count,
                                    const zegoapi_options_t *options,
                                    zegoapi_fanout_t **out_fanout,
                                    zegoapi_error_t **out_error);

/**
 * Frees a fan-out. One that is not over is given up without a word: fetch its report first.
 *
 * @param fanout A fan-out, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_fanout_free(zegoapi_fanout_t *fanout);

/**
 * Begins no further call, and sends nothing again. Requests that are out may still be reported; ask until it is
 * done, or fetch the report at once, in which they count as unknown.
 *
 * @param fanout The fan-out.
 * @param now The time.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when a client has run it; `ZEGOAPI_ERROR_BUSY`;
 *   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: one at a time.
 */
zegoapi_status_t zegoapi_fanout_stop(zegoapi_fanout_t *fanout,
                                     zegoapi_time_t now,
                                     zegoapi_error_t **out_error);

/**
 * Says what to do next.
 *
 * @param fanout The fan-out.
 * @param now The time.
 * @param random 16 bytes, fresh each time, from a cryptographic source that does not repeat after a fork.
 * @param[out] out_step `ZEGOAPI_STEP_...`; 0 on failure.
 * @param[out] out_ms To wait: until when at the latest, in milliseconds of the monotonic clock, or after the next
 *   report, whichever is first; `UINT64_MAX` when only a report leads on. To send: how long the try may take, in
 *   milliseconds. Else 0.
 * @param[out] out_call To send: the number to report under, which is that of the call in its events. Else 0.
 * @param[out] out_request To send: the request, signed for this try alone; yours, free it with
 *   `zegoapi_request_free`. Else NULL.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when a client has run it; `ZEGOAPI_ERROR_BUSY`;
 *   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: one at a time.
 */
zegoapi_status_t zegoapi_fanout_next(zegoapi_fanout_t *fanout,
                                     zegoapi_time_t now,
                                     const uint8_t *random,
                                     uint32_t *out_step,
                                     uint64_t *out_ms,
                                     uint64_t *out_call,
                                     zegoapi_request_t **out_request,
                                     zegoapi_error_t **out_error);

/**
 * Reports that the last byte of a request was handed to the network. Optional, as for `zegoapi_call_written`.
 *
 * @param fanout The fan-out.
 * @param call The number that came with the request.
 * @param now The time.
 * @param handshake_ms How long the handshake of the request's connection took, in milliseconds;
 *   `ZEGOAPI_HANDSHAKE_NOT_KNOWN` where you cannot tell.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when no request of that number is out, it was reported
 *   already, or a client has run the fan-out; `ZEGOAPI_ERROR_BUSY`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: one at a time.
 */
zegoapi_status_t zegoapi_fanout_written(zegoapi_fanout_t *fanout,
                                        uint64_t call,
                                        zegoapi_time_t now,
                                        uint64_t handshake_ms,
                                        zegoapi_error_t **out_error);

/**
 * Reports an answer to a request that is out.
 *
 * @param fanout The fan-out.
 * @param call The number that came with the request.
 * @param now The time.
 * @param http_status The HTTP status, 0 to 65535; 0 for an answer that is no HTTP.
 * @param date The answer's `Date` header as it came; empty when there was none.
 * @param body The body as it came, or the part of it that was read: any bytes, `data` may be NULL when there are none.
 * @param whole Whether that is the whole body: 0 when it was cut off, such as at a size limit of yours.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`, whatever the answer was; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when no request of that
 *   number is out or a client has run it; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a status or a length that cannot be;
 *   `ZEGOAPI_ERROR_BUSY`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: one at a time.
 */
zegoapi_status_t zegoapi_fanout_reply(zegoapi_fanout_t *fanout,
                                      uint64_t call,
                                      zegoapi_time_t now,
                                      uint32_t http_status,
                                      zegoapi_str_t date,
                                      zegoapi_str_t body,
                                      uint32_t whole,
                                      zegoapi_error_t **out_error);

/**
 * Reports that a request certainly did not go out whole. If you are not sure, it is `zegoapi_fanout_unknown`.
 *
 * @param fanout The fan-out.
 * @param call The number that came with the request.
 * @param now The time.
 * @param cause `ZEGOAPI_NOT_SENT_...`.
 * @param detail What your HTTP stack said, for the error's text; may be empty. No URL, no credential.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, as for `zegoapi_fanout_reply`;
 *   `ZEGOAPI_ERROR_OUT_OF_RANGE` for a cause that there is not; `ZEGOAPI_ERROR_BUSY`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: one at a time.
 */
zegoapi_status_t zegoapi_fanout_not_sent(zegoapi_fanout_t *fanout,
                                         uint64_t call,
                                         zegoapi_time_t now,
                                         uint32_t cause,
                                         zegoapi_str_t detail,
                                         zegoapi_error_t **out_error);

/**
 * Reports that a request went out, or may have, and that no whole answer came.
 *
 * @param fanout The fan-out.
 * @param call The number that came with the request.
 * @param now The time.
 * @param cause `ZEGOAPI_UNKNOWN_...`.
 * @param detail What your HTTP stack said, for the error's text; may be empty. No URL, no credential.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return As `zegoapi_fanout_not_sent`.
 *
 * Threads: one at a time.
 */
zegoapi_status_t zegoapi_fanout_unknown(zegoapi_fanout_t *fanout,
                                        uint64_t call,
                                        zegoapi_time_t now,
                                        uint32_t cause,
                                        zegoapi_str_t detail,
                                        zegoapi_error_t **out_error);

/**
 * The digest of a message, for a run that resumes from a report on disk.
 *
 * @param room_id The room.
 * @param from_user_id The sender.
 * @param content The message.
 * @param[out] out_digest The digest; zeros on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_message_digest(zegoapi_str_t room_id,
                                        zegoapi_str_t from_user_id,
                                        zegoapi_str_t content,
                                        zegoapi_digest_t *out_digest,
                                        zegoapi_error_t **out_error);

/**
 * Writes one line of a report on disk, without its line break:
 * `{"message":"8c4d51c1a9b6e0f2","user_id":"u1","outcome":"failed","code":50003}`.
 *
 * @param message The message's digest: `zegoapi_str(digest.text)`.
 * @param user_id The user.
 * @param outcome `ZEGOAPI_OUTCOME_...`.
 * @param code The server's code of a failed user; else it counts for nothing.
 * @param buffer Where the line and a NUL go; may be NULL when `buffer_size` is 0.
 * @param buffer_size How many bytes the buffer holds.
 * @param[out] out_len The line's length in bytes, without the NUL; the buffer needs one byte more. Also set when the
 *   buffer is too small; 0 on any other failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_BUFFER_TOO_SMALL`, and nothing was written; `ZEGOAPI_ERROR_OUT_OF_RANGE` for an
 *   outcome that there is not; `ZEGOAPI_ERROR_INVALID_INPUT` for a text that is no digest;
 *   `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_report_line_write(zegoapi_str_t message,
                                           zegoapi_str_t user_id,
                                           uint32_t outcome,
                                           int64_t code,
                                           char *buffer,
                                           size_t buffer_size,
                                           size_t *out_len,
                                           zegoapi_error_t **out_error);

/**
 * Reads one line of a report on disk. A byte order mark before it and white space around it are no part of it.
 *
 * @param message The digest of the message that is resumed: a line about another one is refused.
 * @param line The line, with its line break or without.
 * @param buffer Where the user's id and a NUL go; one as large as the line always does. May be NULL when
 *   `buffer_size` is 0.
 * @param buffer_size How many bytes the buffer holds.
 * @param[out] out_len The id's length in bytes, without the NUL; the buffer needs one byte more. Also set when the
 *   buffer is too small; 0 for a line without text, and on any other failure.
 * @param[out] out_outcome `ZEGOAPI_OUTCOME_...`; 0 for a line without text, and on failure.
 * @param[out] out_code The server's code of a failed user; else 0.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`, also for a line without text; `ZEGOAPI_ERROR_INVALID_INPUT` for the field `report` when it is no
 *   such line, as the last one of a run that was cut off may be, and for the field `message` when it is about another
 *   message; `ZEGOAPI_ERROR_BUFFER_TOO_SMALL`; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_report_line_read(zegoapi_str_t message,
                                          zegoapi_str_t line,
                                          char *buffer,
                                          size_t buffer_size,
                                          size_t *out_len,
                                          uint32_t *out_outcome,
                                          int64_t *out_code,
                                          zegoapi_error_t **out_error);

/**
 * Frees a report, and with it what was borrowed from it.
 *
 * @param report A report, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_report_free(zegoapi_report_t *report);

/**
 * How many users there are.
 *
 * @param report The report, or NULL.
 * @return The number; 0 for NULL.
 *
 * Threads: any.
 */
size_t zegoapi_report_user_count(const zegoapi_report_t *report);

/**
 * The id of a user.
 *
 * @param report The report, or NULL.
 * @param index From 0 to one less than `zegoapi_report_user_count`.
 * @return The id, borrowed; empty when there is no such user.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_report_user_id(const zegoapi_report_t *report,
                                     size_t index);

/**
 * What became of a user.
 *
 * @param report The report, or NULL.
 * @param index From 0 to one less than `zegoapi_report_user_count`.
 * @return `ZEGOAPI_OUTCOME_...`; 0 when there is no such user.
 *
 * Threads: any.
 */
uint32_t zegoapi_report_outcome(const zegoapi_report_t *report,
                                size_t index);

/**
 * Why a user failed.
 *
 * @param report The report, or NULL.
 * @param index From 0 to one less than `zegoapi_report_user_count`.
 * @return The server's code, such as 50003; 0 for a user who did not fail, and when there is no such user.
 *
 * Threads: any.
 */
int64_t zegoapi_report_code(const zegoapi_report_t *report,
                            size_t index);

/**
 * The numbers.
 *
 * @param report The report.
 * @param[out] out_progress The numbers; zeros on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_report_progress(const zegoapi_report_t *report,
                                         zegoapi_progress_t *out_progress,
                                         zegoapi_error_t **out_error);

/**
 * How many ids stood more than once in the list that was given, and were dropped.
 *
 * @param report The report, or NULL.
 * @return The number; 0 for NULL.
 *
 * Threads: any.
 */
size_t zegoapi_report_repeated(const zegoapi_report_t *report);

/**
 * The error that ended the fan-out before its end.
 *
 * @param report The report, or NULL.
 * @return The error, borrowed: do not free it; NULL when there was none.
 *
 * Threads: any.
 */
const zegoapi_error_t *zegoapi_report_stopped_by(const zegoapi_report_t *report);

/**
 * The users that a resumed fan-out sends to: to whom nothing went out, and who failed for a reason that passes or that
 * stopped the whole fan-out. Pass them to `zegoapi_fanout_new`.
 *
 * @param report The report, or NULL.
 * @param duplicates_ok Not 0 for those too who may have got the message already.
 * @param ids Where the ids go, borrowed from the report; may be NULL when `capacity` is 0.
 * @param capacity How many ids there is room for.
 * @return How many such users there are; only the first `capacity` of them are written. 0 for NULL.
 *
 * Threads: any.
 */
size_t zegoapi_report_remaining(const zegoapi_report_t *report,
                                uint32_t duplicates_ok,
                                zegoapi_str_t *ids,
                                size_t capacity);

/**
 * How far it is.
 *
 * @param fanout The fan-out.
 * @param[out] out_progress The numbers; zeros on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when a client has run it;
 *   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any; waits for the driver's step to end.
 */
zegoapi_status_t zegoapi_fanout_progress(const zegoapi_fanout_t *fanout,
                                         zegoapi_progress_t *out_progress,
                                         zegoapi_error_t **out_error);

/**
 * Where the fan-out stands.
 *
 * @param fanout The fan-out, or NULL.
 * @return `ZEGOAPI_FANOUT_STATE_...`; `ZEGOAPI_FANOUT_STATE_DONE` when a client has run it; 0 for NULL.
 *
 * Threads: any; waits for the driver's step to end.
 */
uint32_t zegoapi_fanout_state(const zegoapi_fanout_t *fanout);

/**
 * What tells this message from others: it stands in every line of a report on disk.
 *
 * @param fanout The fan-out.
 * @param[out] out_digest The digest; zeros on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_fanout_digest(const zegoapi_fanout_t *fanout,
                                       zegoapi_digest_t *out_digest,
                                       zegoapi_error_t **out_error);

/**
 * Tells the users of the call whose first request the last step said to send, each as `ZEGOAPI_OUTCOME_UNKNOWN`; nobody
 * after any other step, one that sends a request again included.
 *
 * For a report on disk that outlives this process whatever befalls it: write these users down before the request goes
 * out, and what became of them when `zegoapi_fanout_take_settled` tells. A later line of a user counts, so that one whose
 * call was under way at the end stays unknown, and a resumed run does not send to them twice.
 *
 * @param fanout The fan-out, or NULL.
 * @param callback Is called once for each of these users, before this function returns, with nothing locked.
 * @param user_data Passed to `callback` as it is.
 * @return How many users were told of; 0 when there are none, when an argument but `user_data` is NULL, and while another
 *   thread drives the fan-out.
 *
 * Threads: one at a time.
 */
size_t zegoapi_fanout_begun(const zegoapi_fanout_t *fanout,
                            zegoapi_user_callback_t callback,
                            void *user_data);

/**
 * Tells what became of the users of the oldest call that has come to its end and was not told of. Ask as they come to
 * keep a report on disk.
 *
 * @param fanout The fan-out, or NULL.
 * @param callback Is called once for each of these users, before this function returns, with nothing locked.
 * @param user_data Passed to `callback` as it is.
 * @return How many users were told of; 0 when there are none now, when an argument but `user_data` is NULL, and while
 *   another thread drives the fan-out.
 *
 * Threads: one at a time.
 */
size_t zegoapi_fanout_take_settled(zegoapi_fanout_t *fanout,
                                   zegoapi_user_callback_t callback,
                                   void *user_data);

/**
 * The next event of one of its calls, oldest first for each call.
 *
 * @param fanout The fan-out, or NULL.
 * @return The event; yours, free it with `zegoapi_event_free`. NULL when there is none, for NULL, and while another thread
 *   drives the fan-out.
 *
 * Threads: one at a time.
 */
zegoapi_event_t *zegoapi_fanout_take_event(zegoapi_fanout_t *fanout);

/**
 * The report as it stands. Users of calls that are under way count as unknown where a request may have reached the
 * server, and as not tried where none has.
 *
 * @param fanout The fan-out.
 * @param[out] out_report The report; yours, free it with `zegoapi_report_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when a client has run it;
 *   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any; waits for the driver's step to end.
 */
zegoapi_status_t zegoapi_fanout_report(const zegoapi_fanout_t *fanout,
                                       zegoapi_report_t **out_report,
                                       zegoapi_error_t **out_error);

#if defined(ZEGOAPI_HTTP)
/**
 * Makes a way to cancel.
 *
 * @param[out] out_cancel The way to cancel; yours, free it with `zegoapi_cancel_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_cancel_new(zegoapi_cancel_t **out_cancel,
                                    zegoapi_error_t **out_error);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Frees a way to cancel. Cancels nothing.
 *
 * @param cancel A way to cancel, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_cancel_free(zegoapi_cancel_t *cancel);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Gives the call up. Returns at once: a wait ends, and a request that is out is not taken back; its call returns what
 * came of it.
 *
 * @param cancel The way to cancel that the call was given.
 * @param[out] out_met `ZEGOAPI_CANCELLED_...`: what the cancellation met; 0 on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_cancel_now(const zegoapi_cancel_t *cancel,
                                    uint32_t *out_met,
                                    zegoapi_error_t **out_error);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Whether it was cancelled.
 *
 * @param cancel The way to cancel, or NULL.
 * @return `true` or `false`; `false` for NULL.
 *
 * Threads: any.
 */
bool zegoapi_cancel_is_cancelled(const zegoapi_cancel_t *cancel);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Makes a client. Opens no connection.
 *
 * @param app Who signs.
 * @param endpoint Where requests go, or NULL for the product `rtc` at the unified host.
 * @param options The options of the client and of its calls, or NULL for the defaults.
 * @param[out] out_client The client; yours, free it with `zegoapi_client_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` when a time-out is 0, a number is over its limit, certificates or
 *   keys cannot be read or do not belong together, or the proxy's URL (or that of the environment) is malformed;
 *   `ZEGOAPI_ERROR_WRONG_OPTION` for options of other things, and for the client's certificate and key partly as files and
 *   partly as text; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_client_new(const zegoapi_app_t *app,
                                    const zegoapi_endpoint_t *endpoint,
                                    const zegoapi_options_t *options,
                                    zegoapi_client_t **out_client,
                                    zegoapi_error_t **out_error);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Frees a client. Its dispatchers go on.
 *
 * @param client A client, or NULL.
 *
 * Threads: any, once, after the last call has returned.
 */
void zegoapi_client_free(zegoapi_client_t *client);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Sends a command: in its turn, signed, tried again where that is safe. **Blocks** until it is over, within the call's
 * time-out.
 *
 * @param client The client.
 * @param command What to send.
 * @param options The options of this call over those of the client, or NULL.
 * @param cancel A way for another thread to give it up at once, or NULL: it ends as not sent while nothing may have gone out,
 *   else as unknown, and its connection is closed.
 * @param[out] out_reply The reply; yours, free it with `zegoapi_reply_free`. NULL on failure. Accepted is not
 *   reached: look at its failed users.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`: accepted; `ZEGOAPI_ERROR_INVALID_INPUT`, `ZEGOAPI_ERROR_NOT_SENT`: not applied;
 *   `ZEGOAPI_ERROR_API`: `zegoapi_error_applied` says; `ZEGOAPI_ERROR_UNKNOWN`, `ZEGOAPI_ERROR_BAD_REPLY`: it may have been
 *   applied; `ZEGOAPI_ERROR_WRONG_OPTION` for options of other things; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any, and any number at once.
 */
zegoapi_status_t zegoapi_client_send(const zegoapi_client_t *client,
                                     const zegoapi_command_t *command,
                                     const zegoapi_options_t *options,
                                     const zegoapi_cancel_t *cancel,
                                     zegoapi_reply_t **out_reply,
                                     zegoapi_error_t **out_error);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Begins a fan-out by this client's application and endpoint, for `zegoapi_client_run`. Sends nothing yet.
 *
 * @param client The client.
 * @param room_id The room.
 * @param from_user_id The sender, who need not be in the room.
 * @param content The message: at most 1024 bytes, unless the application's limits say otherwise.
 * @param user_ids The users: an array of `user_count` texts, copied. Repeated ids are dropped; the order is kept.
 * @param user_count How many, at least 1.
 * @param options The options of the fan-out and its calls, or NULL for the defaults. Those of the client do not count.
 * @param[out] out_fanout The fan-out; yours, free it with `zegoapi_fanout_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return As `zegoapi_fanout_new`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_fanout_new_by_client(const zegoapi_client_t *client,
                                              zegoapi_str_t room_id,
                                              zegoapi_str_t from_user_id,
                                              zegoapi_str_t content,
                                              const zegoapi_str_t *user_ids,
                                              size_t user_count,
                                              const zegoapi_options_t *options,
                                              zegoapi_fanout_t **out_fanout,
                                              zegoapi_error_t **out_error);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Drives a fan-out to its end, on this thread and as many more as it has calls under way at once. **Blocks** until
 * every user is accounted for.
 *
 * @param client The client, whose connections are used.
 * @param fanout The fan-out, which is spent afterwards: its report is all there is. Free it all the same.
 * @param cancel A way for another thread to stop it, or NULL. Nothing more is sent, the connections of what is out are closed,
 *   and the report comes within half a second: of users whose request was out, it says that it is unknown.
 * @param on_user Is told of users, for a report on disk, by one thread at a time: as `ZEGOAPI_OUTCOME_UNKNOWN` before the
 *   first request to them goes out, and again when it is known what became of them. The later one counts. May be NULL.
 * @param on_progress Is told how far it is; may be NULL.
 * @param user_data Passed to both as it is, on any of the threads.
 * @param[out] out_report The report; yours, free it with `zegoapi_report_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`, whatever became of the users; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when it was run
 *   already; `ZEGOAPI_ERROR_BUSY`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any; one at a time for a fan-out, any number at once for a client.
 */
zegoapi_status_t zegoapi_client_run(const zegoapi_client_t *client,
                                    zegoapi_fanout_t *fanout,
                                    const zegoapi_cancel_t *cancel,
                                    zegoapi_user_callback_t on_user,
                                    zegoapi_progress_callback_t on_progress,
                                    void *user_data,
                                    zegoapi_report_t **out_report,
                                    zegoapi_error_t **out_error);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Frees a completion, and with it what was borrowed from it.
 *
 * @param completion A completion, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_completion_free(zegoapi_completion_t *completion);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * The number that the job got when it was submitted.
 *
 * @param completion The completion, or NULL.
 * @return The number; 0 for NULL.
 *
 * Threads: any.
 */
uint64_t zegoapi_completion_id(const zegoapi_completion_t *completion);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * How the job's call ended.
 *
 * @param completion The completion, or NULL.
 * @return As `zegoapi_client_send`; `ZEGOAPI_OK` also for NULL.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_completion_status(const zegoapi_completion_t *completion);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * The reply of a job that was accepted.
 *
 * @param completion The completion, or NULL.
 * @return The reply, borrowed: do not free it; NULL when the job failed.
 *
 * Threads: any.
 */
const zegoapi_reply_t *zegoapi_completion_reply(const zegoapi_completion_t *completion);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * The error of a job that failed.
 *
 * @param completion The completion, or NULL.
 * @return The error, borrowed: do not free it; NULL when the job was accepted.
 *
 * Threads: any.
 */
const zegoapi_error_t *zegoapi_completion_error(const zegoapi_completion_t *completion);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Makes a dispatcher that sends through a client.
 *
 * @param client The client, which may be freed before the dispatcher.
 * @param options The dispatcher's options, or NULL for the defaults. Those of calls come from the client, or are given with
 *   each job.
 * @param[out] out_dispatcher The dispatcher; yours, free it with `zegoapi_dispatcher_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_WRONG_OPTION` for options of other things; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_dispatcher_new(const zegoapi_client_t *client,
                                        const zegoapi_options_t *options,
                                        zegoapi_dispatcher_t **out_dispatcher,
                                        zegoapi_error_t **out_error);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Frees a dispatcher. What was not shut down is cancelled: callbacks hear of their jobs, and the connections of what is out
 * are closed; completions that were not fetched go with it. No callback comes after it has returned: it waits for those
 * that run, and for no answer. (Called from within one of its own callbacks it does not wait for that.)
 *
 * @param dispatcher A dispatcher, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_dispatcher_free(zegoapi_dispatcher_t *dispatcher);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Queues a command, to be completed for `zegoapi_dispatcher_poll`. Returns at once; the job's time counts from here.
 *
 * @param dispatcher The dispatcher.
 * @param command What to send; copied.
 * @param options The options of this call over those of the client, or NULL.
 * @param[out] out_id The job's number, from 1 on; 0 on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_QUEUE_FULL`; `ZEGOAPI_ERROR_CLOSED`; `ZEGOAPI_ERROR_NO_THREAD`;
 *   `ZEGOAPI_ERROR_INVALID_INPUT` for a command over the application's limits; `ZEGOAPI_ERROR_WRONG_OPTION` for options
 *   of other things; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_dispatcher_submit(const zegoapi_dispatcher_t *dispatcher,
                                           const zegoapi_command_t *command,
                                           const zegoapi_options_t *options,
                                           uint64_t *out_id,
                                           zegoapi_error_t **out_error);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Queues a command, to be completed by a callback. Returns at once; the job's time counts from here.
 *
 * @param dispatcher The dispatcher.
 * @param command What to send; copied.
 * @param options The options of this call over those of the client, or NULL.
 * @param callback Is called exactly once, perhaps before this function returns; never, if this function fails or
 *   `zegoapi_dispatcher_shutdown` hands the job back.
 * @param user_data Passed to `callback` as it is, on any thread.
 * @param[out] out_id The job's number, from 1 on; 0 on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return As `zegoapi_dispatcher_submit`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_dispatcher_submit_with_callback(const zegoapi_dispatcher_t *dispatcher,
                                                         const zegoapi_command_t *command,
                                                         const zegoapi_options_t *options,
                                                         zegoapi_completion_callback_t callback,
                                                         void *user_data,
                                                         uint64_t *out_id,
                                                         zegoapi_error_t **out_error);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * The oldest completion that was not fetched and has no callback. Returns at once.
 *
 * @param dispatcher The dispatcher.
 * @param[out] out_completion The completion; yours, free it with `zegoapi_completion_free`. NULL when there is none
 *   now, and on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`, with a completion or without; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_dispatcher_poll(const zegoapi_dispatcher_t *dispatcher,
                                         zegoapi_completion_t **out_completion,
                                         zegoapi_error_t **out_error);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Waits for a completion. **Blocks** for at most the time given.
 *
 * @param dispatcher The dispatcher.
 * @param timeout_ms How long to wait at most, in milliseconds.
 * @param[out] out_completion The completion; yours, free it with `zegoapi_completion_free`. NULL when none came in
 *   time, and on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`, with a completion or without; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_dispatcher_wait(const zegoapi_dispatcher_t *dispatcher,
                                         uint64_t timeout_ms,
                                         zegoapi_completion_t **out_completion,
                                         zegoapi_error_t **out_error);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Gives a job up: one that was not sent completes as not sent, one that is out as unknown, both with the cause
 * "cancelled", before this returns. The connection of one that is out is closed.
 *
 * @param dispatcher The dispatcher.
 * @param id The job's number.
 * @param[out] out_cancelled Whether there was something to give up; `false` for a job that is complete already or that
 *   there never was, and on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_dispatcher_cancel(const zegoapi_dispatcher_t *dispatcher,
                                           uint64_t id,
                                           bool *out_cancelled,
                                           zegoapi_error_t **out_error);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * How many jobs are queued or under way.
 *
 * @param dispatcher The dispatcher, or NULL.
 * @return The number; 0 for NULL.
 *
 * Threads: any.
 */
size_t zegoapi_dispatcher_pending(const zegoapi_dispatcher_t *dispatcher);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * How many worker threads there are at present.
 *
 * @param dispatcher The dispatcher, or NULL.
 * @return The number; 0 for NULL.
 *
 * Threads: any.
 */
size_t zegoapi_dispatcher_workers(const zegoapi_dispatcher_t *dispatcher);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Sets an option that is text.
 *
 * @param options The options; unchanged on failure.
 * @param option `ZEGOAPI_OPTION_...` that stands for text.
 * @param text_value Its value; copied. It takes the place of an earlier one, except that the options named `ADD` keep all.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_OUT_OF_RANGE` for an option that there is not; `ZEGOAPI_ERROR_NULL_ARGUMENT`;
 *   `ZEGOAPI_ERROR_NOT_UTF8`. What the text says is looked at when a client is made.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_options_set_text(zegoapi_options_t *options,
                                          uint32_t option,
                                          zegoapi_str_t text_value,
                                          zegoapi_error_t **out_error);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Sets who is told of the events of every call of a client that is made with these options.
 *
 * @param options The options.
 * @param callback The function, or NULL for nobody.
 * @param user_data Passed to `callback` as it is, on any thread, until the client and its dispatchers are freed: when the
 *   last of them is, that function waits for a call of `callback` that is under way, and none comes after it.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_options_on_event(zegoapi_options_t *options,
                                          zegoapi_event_callback_t callback,
                                          void *user_data,
                                          zegoapi_error_t **out_error);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Takes no more jobs, and **blocks** until those that it has are done, for at most so long. Then ends the others at once:
 * what was not sent is handed back, what is out completes as unknown and its connection is closed. Completions can still
 * be polled afterwards; no callback comes after it has returned: it waits for those that run. (Called from within one of
 * the dispatcher's own callbacks, it does not wait for those.)
 *
 * @param dispatcher The dispatcher.
 * @param timeout_ms How long to wait for jobs at most, in milliseconds.
 * @param[out] out_unsent The jobs that were not sent; yours, free it with `zegoapi_unsent_free`. A second shutdown
 *   hands back none. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_dispatcher_shutdown(const zegoapi_dispatcher_t *dispatcher,
                                             uint64_t timeout_ms,
                                             zegoapi_unsent_t **out_unsent,
                                             zegoapi_error_t **out_error);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Frees the list of jobs that were not sent, with those that were not taken from it.
 *
 * @param unsent The list, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_unsent_free(zegoapi_unsent_t *unsent);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * How many jobs were not sent.
 *
 * @param unsent The list, or NULL.
 * @return The number; 0 for NULL.
 *
 * Threads: any.
 */
size_t zegoapi_unsent_count(const zegoapi_unsent_t *unsent);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * The number that a job got when it was submitted.
 *
 * @param unsent The list, or NULL.
 * @param index From 0 to one less than `zegoapi_unsent_count`.
 * @return The number; 0 when there is no such job.
 *
 * Threads: any.
 */
uint64_t zegoapi_unsent_id(const zegoapi_unsent_t *unsent,
                           size_t index);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Takes the command of a job, to send it by other means.
 *
 * @param unsent The list.
 * @param index From 0 to one less than `zegoapi_unsent_count`.
 * @param[out] out_command The command; yours, free it with `zegoapi_command_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_OUT_OF_RANGE` when there is no such job, or its command was taken already;
 *   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_unsent_take_command(const zegoapi_unsent_t *unsent,
                                             size_t index,
                                             zegoapi_command_t **out_command,
                                             zegoapi_error_t **out_error);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Makes a clock. All clocks of a process show the same monotonic time, which is also that of the library's own clients.
 *
 * @param[out] out_clock The clock; yours, free it with `zegoapi_clock_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_clock_new(zegoapi_clock_t **out_clock,
                                   zegoapi_error_t **out_error);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Frees a clock.
 *
 * @param clock A clock, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_clock_free(zegoapi_clock_t *clock);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * The time.
 *
 * @param clock The clock.
 * @param[out] out_time The time; zeros on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_clock_now(const zegoapi_clock_t *clock,
                                   zegoapi_time_t *out_time,
                                   zegoapi_error_t **out_error);
#endif

#if defined(ZEGOAPI_HTTP)
/**
 * Fills a buffer with random bytes from the system, each time anew: a forked child never repeats its parent's.
 * (Needs a library with HTTP.)
 *
 * @param buffer Where the bytes go; may be NULL when `buffer_size` is 0.
 * @param buffer_size How many bytes; 8 make a nonce, 16 are for `zegoapi_call_next`.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NOT_SENT` when the system gives none: do not send; `ZEGOAPI_ERROR_NULL_ARGUMENT`;
 *   `ZEGOAPI_ERROR_OUT_OF_RANGE` for a size that no buffer can have.
 *
 * Threads: any; the buffer is yours alone.
 */
zegoapi_status_t zegoapi_random(uint8_t *buffer,
                                size_t buffer_size,
                                zegoapi_error_t **out_error);
#endif

/**
 * Makes a limiter for a quota.
 *
 * @param calls How many calls in any window; 0 counts as 1.
 * @param window_ms The length of the window in milliseconds, 1000 for a quota by the second; 0 counts as 1.
 * @param[out] out_limiter The limiter; yours, free it with `zegoapi_limiter_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_limiter_new(uint32_t calls,
                                     uint32_t window_ms,
                                     zegoapi_limiter_t **out_limiter,
                                     zegoapi_error_t **out_error);

/**
 * Frees a limiter.
 *
 * @param limiter A limiter, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_limiter_free(zegoapi_limiter_t *limiter);

/**
 * May a call go out now? Allocates nothing when it succeeds, but for a queue that grows.
 *
 * @param limiter The limiter.
 * @param turn What an earlier question of the same call put out as its turn; 0 for a new call.
 * @param now_ms The time.
 * @param by_ms When the call is over at the latest: it is forgotten then, even if nothing more is told of it.
 * @param[out] out_ticket A number to tell of the call by; 0 when it is to wait, and on failure.
 * @param[out] out_turn The call's place in the order of asking, to ask again with, also after a refusal by the quota; 0 on
 *   failure.
 * @param[out] out_until_ms When it is to wait: when to ask again. Else 0.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`, may it go or not; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_limiter_ask(zegoapi_limiter_t *limiter,
                                     uint64_t turn,
                                     uint64_t now_ms,
                                     uint64_t by_ms,
                                     uint64_t *out_ticket,
                                     uint64_t *out_turn,
                                     uint64_t *out_until_ms,
                                     zegoapi_error_t **out_error);

/**
 * A call that waits gives its turn up.
 *
 * @param limiter The limiter.
 * @param turn The call's turn; one that was never given changes nothing.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_limiter_leave(zegoapi_limiter_t *limiter,
                                       uint64_t turn,
                                       zegoapi_error_t **out_error);

/**
 * The last byte of a call's request was handed to the network: its way begins here. Without this the whole call counts
 * as its way, and fewer are let through.
 *
 * @param limiter The limiter.
 * @param ticket The call's number; one that was never given changes nothing.
 * @param now_ms The time.
 * @param handshake_ms How long the handshake of its connection took, in milliseconds: the request is taken to arrive
 *   within that time. `ZEGOAPI_HANDSHAKE_NOT_KNOWN` counts as half a second.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_limiter_written(zegoapi_limiter_t *limiter,
                                         uint64_t ticket,
                                         uint64_t now_ms,
                                         uint64_t handshake_ms,
                                         zegoapi_error_t **out_error);

/**
 * The call was answered, or nothing more can come of it: it has reached the server by now.
 *
 * @param limiter The limiter.
 * @param ticket The call's number; one that was never given, or was told of already, changes nothing.
 * @param now_ms The time.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_limiter_finished(zegoapi_limiter_t *limiter,
                                          uint64_t ticket,
                                          uint64_t now_ms,
                                          zegoapi_error_t **out_error);

/**
 * The call certainly did not reach the server: its place is free again.
 *
 * @param limiter The limiter.
 * @param ticket The call's number; one that was never given, or was told of already, changes nothing.
 * @param now_ms The time.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_limiter_not_sent(zegoapi_limiter_t *limiter,
                                          uint64_t ticket,
                                          uint64_t now_ms,
                                          zegoapi_error_t **out_error);

/**
 * The call was refused by the quota: the limiter pauses, and lets fewer through for a while. The call asks again with its
 * turn, and is before all who asked later.
 *
 * @param limiter The limiter.
 * @param ticket The call's number; one that was never given changes nothing.
 * @param now_ms The time.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_limiter_refused(zegoapi_limiter_t *limiter,
                                         uint64_t ticket,
                                         uint64_t now_ms,
                                         zegoapi_error_t **out_error);

/**
 * How many calls are let through in a window at present.
 *
 * @param limiter The limiter, or NULL.
 * @return From 1 to the quota's number; 0 for NULL.
 *
 * Threads: any.
 */
uint32_t zegoapi_limiter_allowed(const zegoapi_limiter_t *limiter);

/**
 * How many calls wait for their turn.
 *
 * @param limiter The limiter, or NULL.
 * @return The number; 0 for NULL.
 *
 * Threads: any.
 */
size_t zegoapi_limiter_waiting(const zegoapi_limiter_t *limiter);

/**
 * Makes options of which none is set.
 *
 * @param[out] out_options The options; yours, free them with `zegoapi_options_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_options_new(zegoapi_options_t **out_options,
                                     zegoapi_error_t **out_error);

/**
 * Frees options.
 *
 * @param options Options, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_options_free(zegoapi_options_t *options);

/**
 * Sets an option. A library without HTTP takes those of dispatchers and clients too, and refuses them where options are
 * used, for it has neither.
 *
 * @param options The options; unchanged on failure.
 * @param option `ZEGOAPI_OPTION_...` that stands for a number.
 * @param number Its value, in the unit that its constant says.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_OUT_OF_RANGE` for an option that there is not, or a value that it cannot have;
 *   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_options_set(zegoapi_options_t *options,
                                     uint32_t option,
                                     uint64_t number,
                                     zegoapi_error_t **out_error);

/**
 * What an option was set to.
 *
 * @param options The options, or NULL.
 * @param option `ZEGOAPI_OPTION_...` that stands for a number.
 * @param[out] out_number Its value; 0 when it was not set.
 * @return Whether it was set; `false` also when an argument is NULL, and for an option that there is not.
 *
 * Threads: any.
 */
bool zegoapi_options_number(const zegoapi_options_t *options,
                            uint32_t option,
                            uint64_t *out_number);

/**
 * Privileges in one room.
 *
 * @param room_id The room: 1 to 128 bytes.
 * @param login Not 0 to allow to log in.
 * @param publish Not 0 to allow to publish streams.
 * @param stream_ids The streams that may be published, each of 1 to 256 bytes: an array of `stream_count` texts, copied;
 *   NULL for every stream.
 * @param stream_count How many, at least 1; 0 with NULL.
 * @param[out] out_privileges The privileges; yours, free them with `zegoapi_privileges_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for a size out of bounds, and for a list of no streams, which would
 *   mean every one; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a count
 *   that no array can have.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_privileges_new_in_room(zegoapi_str_t room_id,
                                                uint32_t login,
                                                uint32_t publish,
                                                const zegoapi_str_t *stream_ids,
                                                size_t stream_count,
                                                zegoapi_privileges_t **out_privileges,
                                                zegoapi_error_t **out_error);

/**
 * Privileges in every room.
 *
 * @param login Not 0 to allow to log in.
 * @param publish Not 0 to allow to publish streams.
 * @param stream_ids As for `zegoapi_privileges_new_in_room`.
 * @param stream_count As for `zegoapi_privileges_new_in_room`.
 * @param[out] out_privileges The privileges; yours, free them with `zegoapi_privileges_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return As `zegoapi_privileges_new_in_room`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_privileges_new_in_any_room(uint32_t login,
                                                    uint32_t publish,
                                                    const zegoapi_str_t *stream_ids,
                                                    size_t stream_count,
                                                    zegoapi_privileges_t **out_privileges,
                                                    zegoapi_error_t **out_error);

/**
 * Frees privileges, and with them the texts that were borrowed from them.
 *
 * @param privileges Privileges that are yours, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_privileges_free(zegoapi_privileges_t *privileges);

/**
 * The payload that says so: JSON text, to make a token with.
 *
 * @param privileges The privileges, or NULL.
 * @return The text, borrowed; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_privileges_json(const zegoapi_privileges_t *privileges);

/**
 * The room.
 *
 * @param privileges The privileges, or NULL.
 * @return The room's id, borrowed; empty for every room, and for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_privileges_room_id(const zegoapi_privileges_t *privileges);

/**
 * Whether logging in is allowed.
 *
 * @param privileges The privileges, or NULL.
 * @return 1 or 0; -1 when a token of another maker does not say, and for NULL.
 *
 * Threads: any.
 */
int32_t zegoapi_privileges_login(const zegoapi_privileges_t *privileges);

/**
 * Whether publishing is allowed.
 *
 * @param privileges The privileges, or NULL.
 * @return 1 or 0; -1 when a token of another maker does not say, and for NULL.
 *
 * Threads: any.
 */
int32_t zegoapi_privileges_publish(const zegoapi_privileges_t *privileges);

/**
 * How many streams may be published.
 *
 * @param privileges The privileges, or NULL.
 * @return The number; 0 for every stream, and for NULL.
 *
 * Threads: any.
 */
size_t zegoapi_privileges_stream_count(const zegoapi_privileges_t *privileges);

/**
 * A stream that may be published.
 *
 * @param privileges The privileges, or NULL.
 * @param index From 0 to one less than `zegoapi_privileges_stream_count`.
 * @return The stream's id, borrowed; empty when there is no such stream.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_privileges_stream_id(const zegoapi_privileges_t *privileges,
                                           size_t index);

/**
 * Reads what came back for a command that you sent with your own HTTP stack.
 *
 * @param command The command that was sent.
 * @param http_status The HTTP status, 0 to 65535.
 * @param body The body as it came: any bytes, `data` may be NULL when there are none.
 * @param whole Whether that is the whole body: 0 when it was cut off, such as at a size limit of yours.
 * @param[out] out_reply The reply; yours, free it with `zegoapi_reply_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`: accepted; `ZEGOAPI_ERROR_API`: refused; `ZEGOAPI_ERROR_BAD_REPLY`: no reply of the API;
 *   `ZEGOAPI_ERROR_OUT_OF_RANGE` for a status or a length that cannot be; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_command_parse(const zegoapi_command_t *command,
                                       uint32_t http_status,
                                       zegoapi_str_t body,
                                       uint32_t whole,
                                       zegoapi_reply_t **out_reply,
                                       zegoapi_error_t **out_error);

/**
 * Frees a reply, and with it the texts that were borrowed from it.
 *
 * @param reply A reply that is yours, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_reply_free(zegoapi_reply_t *reply);

/**
 * The server's `Code`.
 *
 * @param reply The reply, or NULL.
 * @return 0, or another code that is an answer of the action's and no refusal; 0 for NULL.
 *
 * Threads: any.
 */
int64_t zegoapi_reply_code(const zegoapi_reply_t *reply);

/**
 * The server's `RequestId`, every digit kept whatever JSON type it came as.
 *
 * @param reply The reply, or NULL.
 * @return The id, borrowed; empty when the server gave none.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_reply_request_id(const zegoapi_reply_t *reply);

/**
 * The server's `Message`, usually `success`.
 *
 * @param reply The reply, or NULL.
 * @return The message, borrowed; empty when the server gave none.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_reply_message(const zegoapi_reply_t *reply);

/**
 * `Data` as JSON text, for commands that are no SendCustomCommand.
 *
 * @param reply The reply, or NULL.
 * @return The text, borrowed; empty when it is missing or null, and for a SendCustomCommand.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_reply_data(const zegoapi_reply_t *reply);

/**
 * The whole reply as JSON text, for products that put their payload beside `Code`. There, a code of 0 may mean that at
 * least one item worked: look at the lists of errors in it.
 *
 * @param reply The reply, or NULL.
 * @return The text, borrowed; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_reply_whole(const zegoapi_reply_t *reply);

/**
 * How many of the named users did not get the message.
 *
 * @param reply The reply, or NULL.
 * @return The number; 0 when all did, for a message to everyone, and for NULL.
 *
 * Threads: any.
 */
size_t zegoapi_reply_fail_user_count(const zegoapi_reply_t *reply);

/**
 * The id of a user who did not get the message.
 *
 * @param reply The reply, or NULL.
 * @param index From 0 to one less than `zegoapi_reply_fail_user_count`.
 * @return The id, borrowed; empty when there is no such user.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_reply_fail_user_id(const zegoapi_reply_t *reply,
                                         size_t index);

/**
 * Why that user did not get it.
 *
 * @param reply The reply, or NULL.
 * @param index From 0 to one less than `zegoapi_reply_fail_user_count`.
 * @return The code: 50003 for a user who is not online; 0 when there is no such user.
 *
 * Threads: any.
 */
int64_t zegoapi_reply_fail_user_code(const zegoapi_reply_t *reply,
                                     size_t index);

/**
 * Holds a command against an application's limits, without signing it.
 *
 * @param command The command.
 * @param app The application.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT`, which names the field, the limit and the size;
 *   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_command_check(const zegoapi_command_t *command,
                                       const zegoapi_app_t *app,
                                       zegoapi_error_t **out_error);

/**
 * Makes a command into a signed request.
 *
 * @param command The command.
 * @param app Who signs.
 * @param endpoint Where it goes.
 * @param stamp The nonce and the time, new for every request.
 * @param[out] out_request The request; yours, free it with `zegoapi_request_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT`, which names the field, the limit and the size;
 *   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_command_prepare(const zegoapi_command_t *command,
                                         const zegoapi_app_t *app,
                                         const zegoapi_endpoint_t *endpoint,
                                         const zegoapi_stamp_t *stamp,
                                         zegoapi_request_t **out_request,
                                         zegoapi_error_t **out_error);

/**
 * Makes a command into a signed URL in your own buffer. Allocates nothing when it succeeds.
 *
 * A GET needs no more than the URL. A POST is sent with the JSON object that its command was made with, and
 * `Content-Type: application/json`.
 *
 * @param command The command.
 * @param app Who signs.
 * @param endpoint Where it goes.
 * @param stamp The nonce and the time, new for every request.
 * @param buffer Where the URL (ASCII) and a NUL go; may be NULL when `buffer_size` is 0.
 * @param buffer_size How many bytes the buffer holds.
 * @param[out] out_len The URL's length in bytes, without the NUL; the buffer needs one byte more. Also set when the
 *   buffer is too small, so that a first call with no buffer asks for the size; 0 on any other failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_BUFFER_TOO_SMALL`, and nothing was written; `ZEGOAPI_ERROR_INVALID_INPUT`,
 *   which names the field, the limit and the size; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a
 *   size that no buffer can have.
 *
 * Threads: any; the buffer is yours alone.
 */
zegoapi_status_t zegoapi_command_write_url(const zegoapi_command_t *command,
                                           const zegoapi_app_t *app,
                                           const zegoapi_endpoint_t *endpoint,
                                           const zegoapi_stamp_t *stamp,
                                           char *buffer,
                                           size_t buffer_size,
                                           size_t *out_len,
                                           zegoapi_error_t **out_error);

/**
 * Frees a request, and with it the texts that were borrowed from it.
 *
 * @param request A request, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_request_free(zegoapi_request_t *request);

/**
 * GET or POST.
 *
 * @param request The request, or NULL.
 * @return `"GET"` or `"POST"`, borrowed; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_request_method(const zegoapi_request_t *request);

/**
 * The signed URL, in ASCII. A credential: not for logs.
 *
 * @param request The request, or NULL.
 * @return The URL, borrowed; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_request_url(const zegoapi_request_t *request);

/**
 * The JSON body of a POST.
 *
 * @param request The request, or NULL.
 * @return The body, borrowed; empty for a GET and for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_request_body(const zegoapi_request_t *request);

/**
 * The `Content-Type` to send with the body.
 *
 * @param request The request, or NULL.
 * @return `"application/json"` for a POST, borrowed; empty for a GET and for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_request_content_type(const zegoapi_request_t *request);

/**
 * Method and URL as one line for logs: signature, nonce and business parameters are `***`.
 *
 * @param request The request, or NULL.
 * @return The line, borrowed; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_request_masked(const zegoapi_request_t *request);

/**
 * A stamp from 8 random bytes and the time.
 *
 * @param random 8 bytes from a cryptographic source, which must not repeat after a fork.
 * @param timestamp Unix time in seconds.
 * @param[out] out_stamp The stamp; zeros on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for a time before 1970; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_stamp_from_random(const uint8_t *random,
                                           int64_t timestamp,
                                           zegoapi_stamp_t *out_stamp,
                                           zegoapi_error_t **out_error);

/**
 * A stamp from a nonce that is already text.
 *
 * @param nonce 16 lower-case hex characters.
 * @param timestamp Unix time in seconds.
 * @param[out] out_stamp The stamp; zeros on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for another nonce or a time before 1970;
 *   `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_stamp_from_nonce(zegoapi_str_t nonce,
                                          int64_t timestamp,
                                          zegoapi_stamp_t *out_stamp,
                                          zegoapi_error_t **out_error);

#if defined(ZEGOAPI_HTTP)
/**
 * A stamp from the system's clock and random bytes. (Needs a library with HTTP.)
 *
 * @param[out] out_stamp The stamp; zeros on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NOT_SENT` when the system gives no random bytes;
 *   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_stamp_now(zegoapi_stamp_t *out_stamp,
                                   zegoapi_error_t **out_error);
#endif

/**
 * The name of a status, for logs and metrics: `"Ok"`, `"InvalidInput"`, `"NotSent"`, ...
 *
 * @param status Any number.
 * @return The name, for as long as the library is loaded; empty for a number that is no status.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_status_name(zegoapi_status_t status);

/**
 * Text from a NUL-terminated string, as C literals are.
 *
 * @param text A NUL-terminated string, or NULL (such as `getenv` of a variable that is not set), which gives a
 *   text that every function refuses with `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 * @return The same bytes with their length, borrowed from `text`.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_str(const char *text);

/**
 * Makes a token.
 *
 * @param app Whose AppId and ServerSecret (which must have 32 bytes) it is made with. The token is valid from `now` on,
 *   corrected by what the application has learned of the server's clock.
 * @param user_id For whom: 1 to 256 bytes.
 * @param valid_for_s For how many seconds: 1 to ten years.
 * @param payload Empty for a basic token, whose user may log in to every room and publish there; or what
 *   `zegoapi_privileges_json` says; or other JSON text. Up to some 32,000 bytes.
 * @param random 20 bytes, fresh for each token, from a cryptographic source that does not repeat after a fork.
 * @param now Unix time in seconds.
 * @param[out] out_token The token; yours, free it with `zegoapi_token_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT`, which names the field, the limit and the size;
 *   `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_token_make(const zegoapi_app_t *app,
                                    zegoapi_str_t user_id,
                                    uint64_t valid_for_s,
                                    zegoapi_str_t payload,
                                    const uint8_t *random,
                                    int64_t now,
                                    zegoapi_token_t **out_token,
                                    zegoapi_error_t **out_error);

/**
 * The same with an IV and a nonce of your own, for tests that are exact.
 *
 * @param app As for `zegoapi_token_make`.
 * @param user_id As for `zegoapi_token_make`.
 * @param valid_for_s As for `zegoapi_token_make`.
 * @param payload As for `zegoapi_token_make`.
 * @param iv 16 bytes, from a cryptographic source wherever the token is used.
 * @param nonce Any number.
 * @param now Unix time in seconds.
 * @param[out] out_token The token; yours, free it with `zegoapi_token_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return As `zegoapi_token_make`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_token_make_with_iv(const zegoapi_app_t *app,
                                            zegoapi_str_t user_id,
                                            uint64_t valid_for_s,
                                            zegoapi_str_t payload,
                                            const uint8_t *iv,
                                            int32_t nonce,
                                            int64_t now,
                                            zegoapi_token_t **out_token,
                                            zegoapi_error_t **out_error);

#if defined(ZEGOAPI_HTTP)
/**
 * The same with the system's time and random bytes. (Needs a library with HTTP.)
 *
 * @param app As for `zegoapi_token_make`.
 * @param user_id As for `zegoapi_token_make`.
 * @param valid_for_s As for `zegoapi_token_make`.
 * @param payload As for `zegoapi_token_make`.
 * @param[out] out_token The token; yours, free it with `zegoapi_token_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return As `zegoapi_token_make`, and `ZEGOAPI_ERROR_NOT_SENT` when the system gives no random bytes.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_token_make_now(const zegoapi_app_t *app,
                                        zegoapi_str_t user_id,
                                        uint64_t valid_for_s,
                                        zegoapi_str_t payload,
                                        zegoapi_token_t **out_token,
                                        zegoapi_error_t **out_error);
#endif

/**
 * Reads a token's outer form, which needs no secret, and says which mistake it is where a text is no token04.
 *
 * @param token The text.
 * @param[out] out_token The token; yours, free it with `zegoapi_token_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_BAD_TOKEN`, and `zegoapi_error_token_kind` says why; `ZEGOAPI_ERROR_NULL_ARGUMENT`;
 *   `ZEGOAPI_ERROR_NOT_UTF8`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_token_parse(zegoapi_str_t token,
                                     zegoapi_token_t **out_token,
                                     zegoapi_error_t **out_error);

/**
 * Decrypts a token with the application's ServerSecret. One of another AppId opens too where the secret is the same, and
 * so does one that has expired. The format has no authentication code: that it opens does not prove that nobody changed
 * it.
 *
 * @param token The token.
 * @param app Whose ServerSecret it was made with.
 * @param[out] out_contents What it says; yours, free it with `zegoapi_token_contents_free`. NULL on failure.
 * @param[out] out_error The detail of a failure, yours; may be NULL.
 * @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_BAD_TOKEN`, and `zegoapi_error_token_kind` says why; `ZEGOAPI_ERROR_INVALID_INPUT`
 *   for a secret that has not 32 bytes; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
 *
 * Threads: any.
 */
zegoapi_status_t zegoapi_token_open(const zegoapi_token_t *token,
                                    const zegoapi_app_t *app,
                                    zegoapi_token_contents_t **out_contents,
                                    zegoapi_error_t **out_error);

/**
 * Frees a token, and with it the texts that were borrowed from it.
 *
 * @param token A token, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_token_free(zegoapi_token_t *token);

/**
 * The token itself, in ASCII. A credential: not for logs.
 *
 * @param token The token, or NULL.
 * @return The text, borrowed; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_token_text(const zegoapi_token_t *token);

/**
 * The token as logs may show it: `04...(214 bytes)`.
 *
 * @param token The token, or NULL.
 * @return The text, borrowed; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_token_masked(const zegoapi_token_t *token);

/**
 * When the token expires, as its outside says. Not encrypted: only `zegoapi_token_open` compares it.
 *
 * @param token The token, or NULL.
 * @return Unix time in seconds; 0 for NULL.
 *
 * Threads: any.
 */
int64_t zegoapi_token_expire(const zegoapi_token_t *token);

/**
 * Frees what a token says, and with it what was borrowed from it.
 *
 * @param contents What a token says, or NULL.
 *
 * Threads: any, once, after the last use.
 */
void zegoapi_token_contents_free(zegoapi_token_contents_t *contents);

/**
 * The AppId that the token is of.
 *
 * @param contents What a token says, or NULL.
 * @return The AppId; 0 for NULL.
 *
 * Threads: any.
 */
uint32_t zegoapi_token_contents_app_id(const zegoapi_token_contents_t *contents);

/**
 * The user whom the token is for.
 *
 * @param contents What a token says, or NULL.
 * @return The user's id, borrowed; empty for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_token_contents_user_id(const zegoapi_token_contents_t *contents);

/**
 * The random number of the token.
 *
 * @param contents What a token says, or NULL.
 * @return The number; 0 for NULL.
 *
 * Threads: any.
 */
int64_t zegoapi_token_contents_nonce(const zegoapi_token_contents_t *contents);

/**
 * When the token was made.
 *
 * @param contents What a token says, or NULL.
 * @return Unix time in seconds; 0 for NULL.
 *
 * Threads: any.
 */
int64_t zegoapi_token_contents_ctime(const zegoapi_token_contents_t *contents);

/**
 * When the token expires.
 *
 * @param contents What a token says, or NULL.
 * @return Unix time in seconds; 0 for NULL.
 *
 * Threads: any.
 */
int64_t zegoapi_token_contents_expire(const zegoapi_token_contents_t *contents);

/**
 * The payload.
 *
 * @param contents What a token says, or NULL.
 * @return JSON text, borrowed; empty in a basic token, and for NULL.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_token_contents_payload(const zegoapi_token_contents_t *contents);

/**
 * The privileges that the payload says.
 *
 * @param contents What a token says, or NULL.
 * @return The privileges, borrowed: do not free them; NULL when it says none.
 *
 * Threads: any.
 */
const zegoapi_privileges_t *zegoapi_token_contents_privileges(const zegoapi_token_contents_t *contents);

/**
 * Whether the token is of this application.
 *
 * @param contents What a token says, or NULL.
 * @param app The application, or NULL.
 * @return `true` or `false`; `false` for NULL.
 *
 * Threads: any.
 */
bool zegoapi_token_contents_is_of(const zegoapi_token_contents_t *contents,
                                  const zegoapi_app_t *app);

/**
 * Whether the token is valid at a time.
 *
 * @param contents What a token says, or NULL.
 * @param now Unix time in seconds.
 * @param leeway_s How far clocks may differ, in seconds; `ZEGOAPI_TOKEN_LEEWAY_S` is fit.
 * @return `ZEGOAPI_TOKEN_VALIDITY_...`; 0 for NULL.
 *
 * Threads: any.
 */
uint32_t zegoapi_token_contents_validity(const zegoapi_token_contents_t *contents,
                                         int64_t now,
                                         uint64_t leeway_s);

/**
 * The version of the library's ABI. It grows when a program must be compiled again.
 *
 * @return `ZEGOAPI_ABI_VERSION` of the header that the library was built with.
 *
 * Threads: any.
 */
uint32_t zegoapi_abi_version(void);

/**
 * The library's version, such as `"0.1.0"`.
 *
 * @return The version, for as long as the library is loaded.
 *
 * Threads: any.
 */
zegoapi_str_t zegoapi_version(void);

/**
 * Whether the library was built with its own HTTP (client, dispatcher, clock, random bytes).
 *
 * @return `true` or `false`.
 *
 * Threads: any.
 */
bool zegoapi_has_http(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* ZEGOAPI_H */
