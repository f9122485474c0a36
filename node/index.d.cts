// The types of the package, checked by hand against `index.cjs`. A test compares their names with what is there.

/// <reference lib="esnext.disposable" />

import type { CallbackEvent } from './callback-events.cjs';

export type * from './callback-events.cjs';

/** Who signs, and what the account may do. Everything but `appId` and `serverSecret` has a default. */
export interface AppOptions {
  /** The AppId of the vendor's console. */
  appId: number;
  /** The ServerSecret of the vendor's console. It shows in no inspection, serialisation or error. */
  serverSecret: string;
  /** Only for projects that have a test environment (created on or before 2021-11-16). */
  isTest?: boolean | undefined;
  /** The sizes that the account may send, where the vendor's support has raised them. */
  limits?: Limits | undefined;
  /**
   * Calls a second by the action's name, each 1 or more, where the vendor's support has raised the documented number
   * or this process is to use only a part of it: `{ SendCustomCommand: 200 }`.
   */
  callsPerSecond?: Readonly<Record<string, number>> | undefined;
}

/**
 * An application: who signs, and what all of its clients share, namely the rate limits and what was learned of the
 * server's clock.
 */
export declare class App {
  constructor(options: AppOptions);
  /** Of `ZEGO_APP_ID` and `ZEGO_SERVER_SECRET`; options that are given count before these. */
  static fromEnv(options?: Partial<AppOptions>): App;
  readonly appId: number;
  /** How many seconds the server's clock is ahead, as far as is known; learned when it refuses a timestamp. */
  clockOffsetS: number;
  /**
   * Makes a token, by which a client logs in to a room as this user. Without a stamp, IV, nonce and time are the
   * system's, corrected by what was learned of the server's clock. Throws a `TokenError`.
   */
  makeToken(claims: TokenClaims, stamp?: TokenStamp): Token;
  /** Decrypts a token and reads what it says; one that has expired opens too. Throws a `TokenError`. */
  openToken(token: Token | string): TokenContents;
}

/** Who signs: an application that several clients share, or what one is made of. */
export type AppChoice =
  ({ app?: undefined } & AppOptions) | ({ app: App } & { [name in keyof AppOptions]?: undefined });

/** Who signs, where requests go, and how. Everything but the application has a default. */
export type ClientOptions = AppChoice & ConnectionOptions;

/** Where requests go, and how. */
export interface ConnectionOptions extends CallOptions {
  /** Where to: `''` (the default) is the unified host, routed by location. */
  region?: '' | 'sha' | 'hkg' | 'fra' | 'lax' | 'bom' | 'sgp' | undefined;
  /** Another product than `rtc`, such as `zim` or `cloudrecord`. */
  product?: string | undefined;
  /** In place of region and product: `https://host[:port][/path]`; plain `http://` for loopback only. */
  baseUrl?: string | undefined;
  /** How long a connection may take, with its proxy and its TLS handshake. Default: 3000. */
  connectTimeoutMs?: number | undefined;
  /** A PEM file whose certificates alone are trusted, in place of the bundled web roots. */
  caFile?: string | undefined;
  /** PEM text whose certificates alone are trusted, in place of the bundled web roots. */
  ca?: string | undefined;
  /** Trusts what the operating system trusts, in place of the bundled web roots. Default: false. */
  systemRoots?: boolean | undefined;
  /** A PEM file, or several, whose certificates are trusted as well. */
  addCaFile?: string | readonly string[] | undefined;
  /** PEM text, or several, whose certificates are trusted as well. */
  addCa?: string | readonly string[] | undefined;
  /** The certificate chain, its own first, by which the client proves who it is, as PEM text; with `clientKey`. */
  clientCert?: string | undefined;
  /** The private key of `clientCert`, as PEM text, not encrypted. */
  clientKey?: string | undefined;
  /** The same as `clientCert` and `clientKey`, as two PEM files, which are read at once. */
  clientCertFile?: string | undefined;
  clientKeyFile?: string | undefined;
  /**
   * A proxy's URL (http, https, socks4, socks4a, socks5, socks5h); `null` for none. Default: what `HTTPS_PROXY`,
   * `ALL_PROXY` and `NO_PROXY` say, in capitals or not, as curl reads them.
   */
  proxy?: string | null | undefined;
  /** The largest reply that is read, in bytes, at most 1 GiB. Default: 1048576. */
  maxReplyBytes?: number | undefined;
  /** How many idle connections are kept, at most 65536. Default: 256. */
  maxIdleConnections?: number | undefined;
  /** After how long a connection is used no more, so that a host that moves is followed. Default: 300000. */
  maxConnectionAgeMs?: number | undefined;
  /** How many threads send at most, and so how many sends are out at once. None starts before the first send. Default: 256. */
  threads?: number | undefined;
  /** How long a thread without work stays. Default: 5000. */
  threadIdleMs?: number | undefined;
  /**
   * Sends over this function in place of the package's own HTTP, for the program's interceptors, tracing and
   * agents. What fetch cannot tell apart is an `UnknownError`: only a name that does not resolve, a refused
   * connection and a refused certificate are surely `NotSentError`. It must not send again by itself.
   */
  fetch?: Fetch | undefined;
}

/** The part of `fetch` that is used. */
export type Fetch = (
  url: string,
  init: {
    method: string;
    headers: Record<string, string>;
    body?: string;
    redirect: 'manual';
    signal: AbortSignal;
  },
) => Promise<FetchResponse>;

/** The part of a `Response` that is used. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body?: unknown;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Sizes that differ from the documented ones. */
export interface Limits {
  /** Bytes of UTF-8 in `content`. Documented: 1024. */
  contentBytes?: number | undefined;
  /** Users in one call. Documented: 10. */
  toUsers?: number | undefined;
  /** Bytes of a URL. Ours: 65536. */
  urlBytes?: number | undefined;
  /** Bytes of a POST's body. Ours: 1048576. */
  bodyBytes?: number | undefined;
}

/** How hard a call tries, and for how long. Set for a client, for one call, or both. */
export interface CallOptions {
  /** How long the whole call may take: waiting for its turn, every try, and the time between; at least 1. Default: 10000. */
  timeoutMs?: number | undefined;
  /** How long one try may take at most; at least 1. Default: what is left of the whole. */
  tryTimeoutMs?: number | undefined;
  /**
   * How many more tries may follow one that failed; 0 means none. A refusal by a quota is no failure: the call waits for
   * its turn again, until its time is up. Default: 2.
   */
  retries?: number | undefined;
  /** The longest delay before the first retry; it doubles with each, and is drawn at random. Default: 200. */
  backoffMs?: number | undefined;
  /** What the longest delay grows to. Default: 5000. */
  maxBackoffMs?: number | undefined;
  /**
   * Send again also what **may have been applied** and is not to be repeated, such as a message. Actions that may be
   * repeated are tried again without this. Default: false.
   */
  duplicatesOk?: boolean | undefined;
  /** End at once as `NotSentError` where the call would wait for its turn, and with the refusal of a quota. Default: false. */
  failFast?: boolean | undefined;
}

export interface SendOptions extends CallOptions {
  /**
   * Gives the call up: before anything was sent it rejects with `NotSentError`, while a request is out with
   * `UnknownError`, both with the signal's reason as `cause`; after its end nothing happens.
   */
  signal?: AbortSignal | undefined;
}

export interface GenericOptions extends SendOptions {
  /** Default: that of an action that is known, or else `'GET'`. */
  method?: 'GET' | 'POST' | undefined;
  /** Which table explains the action's codes. Default: that of an action that is known, or else `'gateway'`. */
  scope?: CodeScope | undefined;
}

/** The calls of a fan-out have defaults of their own: 8 retries and a minute each. */
export interface SendToUsersOptions extends SendOptions {
  /** How many calls may be out at once. Default: 16. */
  concurrency?: number | undefined;
}

/** A message to users of one room. */
export interface CustomCommand {
  roomId: string;
  /** Need not be in the room; a client logged in under this id does not get the message. */
  fromUserId: string;
  /** At most 1024 bytes of UTF-8. */
  content: string;
  /**
   * 1 to 10 ids. **Left out, or null: everyone in the room.** An empty list, and `undefined`, are refused: a mistake
   * must not turn a private message into a public one.
   */
  to?: readonly string[] | null;
}

/** A message to any number of users of one room. */
export interface ManyUsersCommand {
  roomId: string;
  fromUserId: string;
  content: string;
  /** Repeated ids are dropped. */
  to: Iterable<string>;
}

/** Any action by its name. */
export interface GenericCommand {
  action: string;
  params?: Params | undefined;
  method?: 'GET' | 'POST' | undefined;
  scope?: CodeScope | undefined;
}

/** Parameters of an action, or the text of a JSON object for numbers that JavaScript cannot hold. */
export type Params = Readonly<Record<string, unknown>> | string;

export type Command = CustomCommand | GenericCommand;

/** What the server said to an accepted message. **Accepted is not reached**: look at `failUsers`. */
export interface SendCustomCommandReply {
  /** Every digit kept, whatever JSON type came; empty when the server gave none. */
  requestId: string;
  message: string;
  /** The named users who did not get it; empty when all did, and for a message to everyone. */
  failUsers: FailUser[];
  /** The whole reply as JSON text. Not enumerable. */
  readonly whole: string;
}

export interface FailUser {
  uid: string;
  /** 50003: not online. See `explain`. */
  code: number;
}

/** What the server said to any other accepted action. */
export interface GenericReply {
  /** The server's `Code`: 0, or another one that is an answer of this action's. */
  code: number;
  requestId: string;
  message: string;
  /** The reply's `Data`; null when there was none. Its numbers are JavaScript's. */
  data: unknown;
  /** The same as the text that came, every digit kept. */
  dataJson: string | null;
  /**
   * The whole reply as JSON text, for products that put their payload beside `Code`. **There, 0 may mean that at least
   * one item worked.** Not enumerable.
   */
  readonly whole: string;
}

/**
 * Sends for one application. Make one and share it: its connections are shared by everything it sends. Several clients
 * of one `app` keep its rate limits together. An idle client keeps no process alive, and need not be closed.
 */
export declare class Client {
  constructor(options: ClientOptions);
  /**
   * Of `ZEGO_APP_ID`, `ZEGO_SERVER_SECRET`, and `ZEGO_REGION` or `ZEGO_BASE_URL`; options that are given count before
   * these.
   */
  static fromEnv(
    options?: Partial<AppOptions & ConnectionOptions> | ({ app: App } & ConnectionOptions),
  ): Client;
  /** The application, for further clients that share its rate limits. */
  readonly app: App;
  readonly appId: number;
  /** The base URL of its requests. */
  readonly url: string;
  /** Sends a message. Rejects with one of the `ZegoError`s, whose `applied` says whether it may have arrived. */
  sendCustomCommand(command: CustomCommand, options?: SendOptions): Promise<SendCustomCommandReply>;
  /**
   * Sends any other action of the server API. Names of lists may be written with or without their `[]`. The name of an
   * RTC action brings its rate, and whether it may be tried again.
   */
  call(action: string, params?: Params, options?: GenericOptions): Promise<GenericReply>;
  /** Sends one message to any number of users. Throws an `InvalidInputError` before anything is sent. */
  sendToUsers(command: ManyUsersCommand, options?: SendToUsersOptions): Sending;
  /**
   * Signs a request to be sent by other means, once. `timestamp` is in Unix seconds. Without a stamp, nonce and time are
   * the system's, corrected by what was learned of the server's clock.
   */
  prepare(command: Command, stamp?: { nonce?: string; timestamp?: number }): Request;
  /** Reads what came back for a command: throws `ApiError` when it was refused, `BadReplyError` for no reply. */
  parse(command: CustomCommand, answer: Answer): SendCustomCommandReply;
  parse(command: GenericCommand, answer: Answer): GenericReply;
  /**
   * Takes no more sends, waits up to `timeoutMs` (5000) for what is under way, and then gives up the rest, which ends as
   * after an abort. Resolves when all of it is settled; from then on nothing of this client calls anything, listeners of
   * events included. Sends that come later reject with a `NotSentError` of the reason `cancelled`.
   */
  close(options?: { timeoutMs?: number | undefined }): Promise<void>;
  /** `close()`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * A fan-out under way: a promise of its report, and its progress to iterate over. To stop it, abort its signal: what is
 * out is cut off and counts as unknown, and the report comes at once. Leaving the iteration does not stop it.
 */
export interface Sending extends AsyncIterable<Progress>, PromiseLike<Report> {
  /** What became of every user. Resolves also after an abort, and says what is left. */
  readonly report: Promise<Report>;
  /** Those of `report`. */
  then<R = Report, E = never>(
    onReport?: ((report: Report) => R | PromiseLike<R>) | null,
    onError?: ((error: unknown) => E | PromiseLike<E>) | null,
  ): Promise<R | E>;
  catch<E = never>(onError?: ((error: unknown) => E | PromiseLike<E>) | null): Promise<Report | E>;
  finally(onEnd?: (() => void) | null): Promise<Report>;
}

/** How many users came to what; the numbers add up to the total. */
export interface Progress {
  total: number;
  sent: number;
  failed: number;
  unknown: number;
  inFlight: number;
  notTried: number;
}

/** What became of every user of a fan-out: each stands in it exactly once, in the order given. */
export interface Report {
  readonly progress: Progress;
  readonly users: readonly UserOutcome[];
  /** How many ids stood more than once in the list, and were dropped. */
  readonly repeated: number;
  /** The error that ended it early, because it would have met every further call. */
  readonly stoppedBy: ZegoError | null;
  /** The users to send to when it is resumed; with `duplicatesOk`, also those who may have got it. */
  remaining(options?: { duplicatesOk?: boolean }): string[];
  /** With `remaining` and `remainingWithDuplicates` as lists, for a file to resume from. */
  toJSON(): object;
}

export interface UserOutcome {
  userId: string;
  outcome: 'sent' | 'failed' | 'unknown' | 'not_tried';
  /** The server's code, for a failed user, and for no other. */
  code: number | null;
}

/**
 * The digest of a message: 16 hex digits, which stand in every line of a report on disk, so that a report of one message
 * is not taken for that of another.
 */
export declare function messageDigest(message: {
  readonly roomId: string;
  readonly fromUserId: string;
  readonly content: string;
}): string;

/** One line of a report on disk, without its line break. */
export declare function reportLine(digest: string, user: UserOutcome): string;

/**
 * Reads one line of a report of the message with this digest; null for a line without text. Throws an
 * `InvalidInputError`: field `report` when it is no such line, as the last one of a run that was cut off may be, field
 * `message` when it is about another message.
 */
export declare function parseReportLine(digest: string, line: string): UserOutcome | null;

/** A signed request. **Its URL is a credential for ten minutes**: printed or serialised, it is masked. */
export interface Request {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body: string | null;
  readonly contentType: string | null;
  /** Masked. */
  toString(): string;
  /** Masked. */
  toJSON(): string;
}

/** What came back over HTTP. */
export interface Answer {
  status: number;
  /** The `Date` header, from which a call corrects its clock. */
  date?: string | null | undefined;
  body: string | Uint8Array | ArrayBuffer;
  /** Whether `body` is all of it. False for one that was not read to its end: it is no reply. Default: true. */
  whole?: boolean | undefined;
}

/** How a try failed: `NotSent` only for what certainly did not go out whole. `detail` is shown as it is. */
export interface Failure {
  kind: 'NotSent' | 'Unknown';
  reason: NotSentReason | UnknownReason;
  detail?: string | undefined;
}

/**
 * Milliseconds of the clock that never goes backwards and by which calls, fan-outs and rate limits of this process go.
 * The `untilMs` of a step is a time of it.
 */
export declare function nowMs(): number;

/** The time, and random bytes for a test that repeats a run; the system's, where they are left out. */
export interface At {
  /** A time as `nowMs` gives it. One of another clock only where everything that shares an `App` is told by it. */
  nowMs?: number | undefined;
  /** Unix time in milliseconds. */
  unixMs?: number | undefined;
  /** 16 bytes: 8 for the nonce, 8 for the delay before a retry. */
  random?: Uint8Array | undefined;
}

export type Step<R = SendCustomCommandReply | GenericReply> =
  | { type: 'wait'; untilMs: number }
  | { type: 'send'; request: Request; timeoutMs: number }
  | { type: 'done'; reply: R; error: null }
  | { type: 'done'; reply: null; error: ZegoError };

/** Where a call stands. */
export type CallState = 'new' | 'waiting' | 'sent' | 'ended' | 'fetched';

/**
 * One call that the program drives over HTTP of its own, by the rate limits of the client's application. **Ask, do,
 * report, ask again**: `next` says what to do; after a `send`, report once, with `reply` or `failed`. Anything else
 * throws an `InvalidInputError` with the problem `out_of_order` and changes nothing.
 */
export declare class Call<C extends Command = Command> {
  constructor(client: Client, command: C, options?: CallOptions & Omit<At, 'random'>);
  next(at?: At): Step<C extends GenericCommand ? GenericReply : SendCustomCommandReply>;
  /**
   * Reports that the request was written, on a connection whose handshake took so many milliseconds, where that is
   * known. Without this the rate limit has to take the whole try for the request's way, and lets fewer through.
   */
  written(handshakeMs?: number | null, at?: At): void;
  reply(answer: Answer, at?: At): void;
  failed(failure: Failure, at?: At): void;
  /** Gives it up; ask once more for the outcome. */
  cancel(at?: At): void;
  takeEvent(): CallEvent | null;
  /** The number that its events carry; no other call of the application has it. */
  readonly number: number;
  readonly state: CallState;
  /** Whether it may have been applied by now. */
  readonly mayBeApplied: boolean;
  readonly tries: number;
  /** When it is over at the latest, as a time of `nowMs`. */
  readonly deadlineMs: number;
}

export type FanOutStep =
  | { type: 'wait'; untilMs: number | null }
  | { type: 'send'; call: number; request: Request; timeoutMs: number }
  | { type: 'done' };

/** Where a fan-out stands. */
export type FanOutState = 'running' | 'stopped' | 'done';

/** A fan-out that the program drives over HTTP of its own. Report each request once, in any order, by its number. */
export declare class FanOut {
  constructor(client: Client, command: ManyUsersCommand, options?: CallOptions & { concurrency?: number });
  next(at?: At): FanOutStep;
  /** As for a `Call`. */
  written(call: number, handshakeMs?: number | null, at?: At): void;
  reply(call: number, answer: Answer, at?: At): void;
  failed(call: number, failure: Failure, at?: At): void;
  /** Begins nothing new, and sends nothing again. */
  stop(at?: At): void;
  readonly mostCallsAtOnce: number;
  readonly progress: Progress;
  readonly state: FanOutState;
  /** The message's digest, for a report on disk. */
  readonly digest: string;
  /**
   * The users of the call whose first request the last step said to send; null after any other step. For a report on
   * disk that outlives the process: write them down as `unknown` before the request goes out.
   */
  begun(): string[] | null;
  /** The users of the next call that has ended. */
  takeSettled(): UserOutcome[] | null;
  takeEvent(): CallEvent | null;
  report(): Report;
}

/** The end of a question to a `Limiter`: a ticket to send with now, or a turn and the time to ask again at. */
export type Permit =
  { ticket: number; turn: null; untilMs: null } | { ticket: null; turn: number; untilMs: number };

/**
 * The rate limit of one quota, for programs with an HTTP and retries of their own; a `Call` has that of its application.
 * **Ask, send, tell when it was written, tell how it ended.** Turns are given in the order of asking. Times are
 * milliseconds of one clock; that of `nowMs` where they are left out.
 */
export declare class Limiter {
  /** So many calls in any window of so many milliseconds (default: 1000). Zeros count as ones. */
  constructor(calls: number, windowMs?: number);
  /** A call is forgotten after `byMs`, when it is over at the latest. `turn` is what an earlier question brought. */
  ask(byMs: number, turn?: number | null, nowMs?: number): Permit;
  /** The request was written whole, on a connection whose handshake took so long. */
  written(ticket: number, handshakeMs?: number | null, nowMs?: number): void;
  /** It was answered, or nothing more can come of it. */
  finished(ticket: number, nowMs?: number): void;
  /** It certainly did not reach the server. */
  notSent(ticket: number, nowMs?: number): void;
  /** The quota refused it: fewer are let through for a while. */
  refused(ticket: number, nowMs?: number): void;
  /** A call that waits gives its turn up. */
  leave(turn: number): void;
  /** How many are let through in a window at present. */
  readonly allowed: number;
  /** How many wait for their turn. */
  readonly waiting: number;
}

/** The actions that share their return codes: a number means something only within its scope. */
export type CodeScope =
  'gateway' | 'room' | 'mixing' | 'media-service' | 'media-files' | 'moderation' | 'scene';
export type CodeKind =
  'caller' | 'auth' | 'clock' | 'absent' | 'limited' | 'transient' | 'service' | 'unlisted';

export interface ReturnCode {
  code: number;
  scope: CodeScope;
  kind: CodeKind;
  /** Whose calls were too many: set for the kind `limited`, and for no other. */
  limitedBy: 'app' | 'room' | 'user' | null;
  retryable: boolean;
  meaning: string;
  advice: string;
}

/** What a return code means and what to do: every scope that has the number; none for one that no table lists. */
export declare function explain(code: number): ReturnCode[];
/** The same for an action of this scope; null for a code that is unlisted there. */
export declare function explain(code: number, scope: CodeScope): ReturnCode | null;

/** The name of the `node:diagnostics_channel` that events are published on, as `CallEvent`s. */
export declare const eventsChannel: 'zegoapi:call';

/** Something that happened in a call: few names and numbers, never ids of users or rooms, content or URLs. */
export interface CallEvent {
  /** The number of the call, from 1; no other call of the application has it. */
  call: number;
  action: string;
  host: string;
  kind: 'begin' | 'wait' | 'try' | 'retry' | 'end';
  /** From 1; 0 before the first. */
  tryNumber: number;
  /** Of waiting, of delay before a retry, allowed for a try, or taken by the whole call. */
  durationMs: number;
  /** With a retry and an end: how the try or the call ended. */
  outcome: CallOutcome | null;
  /** With an outcome: the server's code, when it gave one; 0 for an accepted call. */
  code: number | null;
  /** With an outcome: the HTTP status, when an answer came. */
  httpStatus: number | null;
  /** With an outcome: the server's request id, when it gave one. */
  requestId: string | null;
}

/** How a call, or one try of it, ended. */
export type CallOutcome = 'accepted' | 'refused' | 'not_sent' | 'unknown' | 'bad_reply' | 'invalid_input';

/** What a token is to say. Without privileges its user may log in to every room and publish there. */
export interface TokenClaims {
  /** 1 to 256 bytes. */
  userId: string;
  /** Seconds, up to ten years. In-app chat accepts 24 days at most. */
  validForS: number;
  privileges?: Privileges | undefined;
  /** A payload of one's own, in place of privileges: JSON text. */
  payload?: string | undefined;
}

/** What a token allows. Nothing is allowed until it is said. The vendor must have enabled this for the AppId. */
export interface Privileges {
  /** **null: every room.** */
  roomId: string | null;
  /** Default: false. */
  login?: boolean | undefined;
  /** Default: false. */
  publish?: boolean | undefined;
  /** The streams that may be published, at least one; every stream where it is left out. */
  streamIdList?: readonly string[] | undefined;
}

/** What makes each token unlike the one before, for tests that need the same one. `iv` and `nonce` are given both or not at all. */
export interface TokenStamp {
  /** Unix time in seconds. */
  now?: number | undefined;
  /** 16 bytes. */
  iv?: Uint8Array | undefined;
  nonce?: number | undefined;
}

/** A token04. Whoever has it can log in as its user until it expires: printed or serialised, it is masked. */
export declare class Token {
  private constructor();
  /** Reads a text's outer form, which needs no secret; throws a `TokenError` that says which mistake it is. */
  static parse(text: string): Token;
  /** The token itself, for the answer to the client. */
  readonly text: string;
  /** Unix time in seconds, as its outside says. */
  readonly expire: number;
  /** As `openToken` of an application. */
  open(app: App): TokenContents;
  /** Masked. */
  toString(): string;
  /** Masked. */
  toJSON(): string;
}

/** What a token says. Printed or serialised, it leaves out nonce and payload. */
export declare class TokenContents {
  private constructor();
  readonly appId: number;
  readonly userId: string;
  /** A number as text, every digit kept. */
  readonly nonce: string;
  /** When it was made, in Unix seconds. */
  readonly ctime: number;
  /** Unix time in seconds. */
  readonly expire: number;
  readonly validForS: number;
  /** JSON text, or empty. */
  readonly payload: string;
  /** What it allows, if it says so; null of a part where another maker's token does not say. */
  readonly privileges: {
    roomId: string | null;
    login: boolean | null;
    publish: boolean | null;
    streamIdList: string[] | null;
  } | null;
  isOf(app: App): boolean;
  /** Whether it is valid at a time (Unix seconds; now), where clocks may differ by `leewayS` (60) seconds. */
  validity(options?: { now?: number | undefined; leewayS?: number | undefined }): TokenValidity;
  toJSON(): object;
}

export type TokenValidity = 'valid' | 'not_yet_valid' | 'expired';

export type CallbackProduct = 'rtc' | 'zim' | 'cloud_recording' | 'other';

/**
 * Reads a callback from the bytes of its body, as they came: one that a framework has parsed has lost digits of its
 * ids. JSON, percent-encoded JSON and forms are read, whatever the `Content-Type` says. **Reading verifies nothing.**
 * Throws a `CallbackError`.
 */
export declare function readCallback(
  body: string | Uint8Array | ArrayBuffer,
  options?: { product?: CallbackProduct | undefined },
): Callback;

/**
 * A callback, **whose body nobody has signed**: take what it says for a hint, and ask the server API before money or a
 * ban hangs on it. Callbacks may come twice, out of order, or never. Printed or serialised, it shows what it is and
 * nothing of what stands in it.
 */
export declare class Callback {
  private constructor();
  readonly product: CallbackProduct;
  /** Such as `room_create`; of products that number their events, the number's digits. */
  readonly eventName: string;
  /** The event with its fields; null for one that has no type here. */
  readonly event: CallbackEvent | null;
  /** Not signed. */
  readonly appId: number | null;
  readonly stamp: CallbackStamp;
  /** The JSON text of each field as it was sent. */
  readonly fields: ReadonlyMap<string, string>;
  toJSON(): object;
}

/** What is signed of a callback, as text, as it was sent. Printed, it leaves out nonce and signature. */
export declare class CallbackStamp {
  constructor(parts: { timestamp: string; nonce: string; signature: string });
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
  toJSON(): object;
}

export interface CallbackVerifierOptions {
  /** The CallbackSecret of the vendor's console, which is not the ServerSecret; or several while they are changed. */
  callbackSecret: string | readonly string[];
  /** How far a timestamp may lie back or ahead, in seconds, from 1 to 86400. Default: 600. */
  windowS?: number | undefined;
  /** Which callbacks came before. Default: a `RecentNonces` of this process alone. */
  store?: NonceStore | RecentNonces | undefined;
}

/**
 * A store of the program's own, shared by several processes. One claim of a key at a time may answer `'new'`. Times are
 * Unix seconds. What a claim throws, or answers else, refuses the callback as `MemoryUnavailable`.
 */
export interface NonceStore {
  /** Claims a key, which need not be remembered after `until`. */
  claim(key: string, now: number, until: number): NonceClaim | Promise<NonceClaim>;
  /** The callback was dealt with: the key is remembered until its end. */
  commit(key: string): unknown;
  /** It was not dealt with: the key is forgotten, unless it was committed. */
  release(key: string): unknown;
}

export type NonceClaim = 'new' | 'in_progress' | 'done' | 'unavailable';

/** A memory of this process. When it is full, the oldest is forgotten for a new one. */
export declare class RecentNonces {
  /** Default: 65536 callbacks. */
  constructor(capacity?: number);
  readonly size: number;
  /** How many were forgotten before their time. */
  readonly forgotten: number;
}

/** Verifies the stamp of callbacks: its signature, its age, and that it did not come before. Not their bodies. */
export declare class CallbackVerifier {
  constructor(options: CallbackVerifierOptions);
  /** Of `ZEGO_CALLBACK_SECRET`. */
  static fromEnv(options?: Partial<CallbackVerifierOptions>): CallbackVerifier;
  /**
   * Reads and verifies a body, and hands the callback to `deal`; commits it when that is done, and releases it when that
   * fails, so that the vendor's next try is taken. Rejects with a `CallbackError`, or with what `deal` threw.
   */
  handle<T>(
    body: string | Uint8Array | ArrayBuffer,
    deal: (callback: Callback, stamp: VerifiedStamp) => T | Promise<T>,
    options?: { product?: CallbackProduct | undefined; now?: number | undefined },
  ): Promise<T>;
  /** Verifies and claims a stamp at a time (Unix seconds; now). */
  verify(
    stamp: CallbackStamp | { timestamp: string; nonce: string; signature: string },
    now?: number,
  ): Promise<VerifiedStamp>;
  /** Signature and age alone: **it may be a repeat**. */
  check(
    stamp: CallbackStamp | { timestamp: string; nonce: string; signature: string },
    now?: number,
  ): VerifiedStamp;
}

/** A stamp that was verified: to be committed once the event was dealt with, or else released. */
export declare class VerifiedStamp {
  private constructor();
  /** Which secret it was signed with, from 0. */
  readonly secretIndex: number;
  /** Seconds; negative when the sender's clock is ahead. */
  readonly ageS: number;
  /** What it is remembered by. */
  readonly key: string;
  /** Until when, in Unix seconds. */
  readonly until: number;
  /** The event was dealt with: a repeat is refused from now on. */
  commit(): Promise<void>;
  /** The event was not dealt with: the vendor's next try is taken. */
  release(): Promise<void>;
}

export type ErrorKind = 'InvalidInput' | 'Api' | 'NotSent' | 'Unknown' | 'BadReply';
export type ErrorCode =
  'ZEGO_INVALID_INPUT' | 'ZEGO_API' | 'ZEGO_NOT_SENT' | 'ZEGO_UNKNOWN' | 'ZEGO_BAD_REPLY';

/**
 * The base of all errors. `applied` says whether the call may have taken effect all the same. Programs may make errors for
 * tests of their own; what is not given (`applied`, `retryable`, `advice`, the text) follows as it would of a real one.
 */
export declare abstract class ZegoError extends Error {
  protected constructor();
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  /** `'no'`: certainly not. `'unknown'`: nobody here can tell; doing it again may do it twice. */
  readonly applied: 'no' | 'unknown';
  /** Whether the same call may succeed when it is made again. */
  readonly retryable: boolean;
  /** What to do about it. */
  readonly advice: string;
  /** The server's, where it gave one: quote it to the vendor's support. */
  readonly requestId: string | null;
  toJSON(): object;
}

export type Problem = 'too_small' | 'too_large' | 'malformed' | 'buffer_too_small' | 'out_of_order';

/** Refused before anything was sent. */
export declare class InvalidInputError extends ZegoError {
  /** For tests. Without a problem it is `malformed`. */
  constructor(
    error: {
      field: string;
      problem?: Exclude<Problem, 'buffer_too_small'> | undefined;
      index?: number | undefined;
      limit?: number | undefined;
      size?: number | undefined;
    },
    options?: ErrorOptions,
  );
  readonly code: 'ZEGO_INVALID_INPUT';
  readonly kind: 'InvalidInput';
  readonly applied: 'no';
  readonly field: string;
  /** The item of a list, from 0. */
  readonly index: number | null;
  readonly problem: Problem;
  /** The limit that was missed: bytes for text, items for lists. */
  readonly limit: number | null;
  /** The size that was given: bytes for text, items for lists. */
  readonly size: number | null;
}

export type TokenErrorReason =
  | 'InvalidInput'
  | 'Empty'
  | 'Jwt'
  | 'Token03'
  | 'NotToken04'
  | 'NotBase64'
  | 'CutShort'
  | 'Malformed'
  | 'OtherSecret'
  | 'HexDecodedSecret'
  | 'NotClaims'
  | 'ExpireMismatch';

/** A token that is not made or not opened. Holds nothing of the token, the secret or the payload. */
export declare class TokenError extends InvalidInputError {
  private constructor();
  readonly reason: TokenErrorReason;
}

export type CallbackErrorReason =
  | 'InvalidInput'
  | 'TooLarge'
  | 'Malformed'
  | 'MissingField'
  | 'BadTimestamp'
  | 'BadSignature'
  | 'TooOld'
  | 'TooNew'
  | 'Repeated'
  | 'InProgress'
  | 'MemoryUnavailable';

/** A callback that is refused. Holds nothing of the body, the nonce, the signature or the secret. */
export declare class CallbackError extends InvalidInputError {
  private constructor();
  readonly reason: CallbackErrorReason;
  /** The HTTP status to answer with: the vendor takes any 2XX for an answer, and sends everything else again. */
  readonly answerStatus: number;
  /** How old it was, in seconds, where that is why; negative when it is from the future. */
  readonly ageS: number | null;
}

/** The server refused. Whether it may have taken effect all the same is in what the code means: `applied`. */
export declare class ApiError extends ZegoError {
  /** For tests: the refusal as the server would send it. Without a scope, it is the refusal of a message. */
  constructor(
    error: {
      apiCode: number;
      apiMessage?: string | undefined;
      requestId?: string | undefined;
      scope?: CodeScope | undefined;
      httpStatus?: number | undefined;
      failUsers?: readonly FailUser[] | undefined;
    },
    options?: ErrorOptions,
  );
  readonly code: 'ZEGO_API';
  readonly kind: 'Api';
  readonly requestId: string;
  /** The server's number. Of one above 2^53, which no table has, digits may be lost: see `whole`. */
  readonly apiCode: number;
  readonly apiCodeKind: CodeKind;
  /** The scope whose table explains the code; null for one that no table lists. */
  readonly scope: CodeScope | null;
  /** The server's text; where it repeats the request, that part is masked. */
  readonly apiMessage: string;
  readonly meaning: string;
  readonly httpStatus: number;
  /** The users that the refusal named all the same. */
  readonly failUsers: FailUser[];
  /** The refusal's `Data` as text. Shows in no log: it may repeat the message. */
  readonly dataJson: string | null;
  /** The whole refusal as JSON text. Shows in no log: it may repeat the message. */
  readonly whole: string;
}

export type NotSentReason =
  | 'dns'
  | 'connect'
  | 'tls'
  | 'proxy'
  | 'write'
  | 'timeout'
  | 'cancelled'
  | 'system'
  | 'rate_limit'
  | 'deadline';

/** Certainly not sent: no connection, no time, or cancelled before. */
export declare class NotSentError extends ZegoError {
  /** For tests. */
  constructor(error: { reason: NotSentReason; detail?: string | undefined }, options?: ErrorOptions);
  readonly code: 'ZEGO_NOT_SENT';
  readonly kind: 'NotSent';
  readonly applied: 'no';
  readonly reason: NotSentReason;
  /** What the transport said; may be empty. */
  readonly detail: string;
}

export type UnknownReason = 'timeout' | 'broken' | 'cancelled';

/** The request went out, and no whole answer came: it may have been applied. */
export declare class UnknownError extends ZegoError {
  /** For tests. */
  constructor(error: { reason: UnknownReason; detail?: string | undefined }, options?: ErrorOptions);
  readonly code: 'ZEGO_UNKNOWN';
  readonly kind: 'Unknown';
  readonly applied: 'unknown';
  readonly reason: UnknownReason;
  /** What the transport said; may be empty. */
  readonly detail: string;
}

/** An answer came that is no reply, such as a gateway's page: it may have been applied. */
export declare class BadReplyError extends ZegoError {
  /** For tests: the answer that is no reply. */
  constructor(error: { httpStatus: number; body?: string | undefined }, options?: ErrorOptions);
  readonly code: 'ZEGO_BAD_REPLY';
  readonly kind: 'BadReply';
  readonly applied: 'unknown';
  readonly httpStatus: number;
  /** Why it is no reply. */
  readonly detail: string;
  /** The first 200 bytes as text that is safe to log. */
  readonly excerpt: string;
}
