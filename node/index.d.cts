// The types of the package, checked by hand against `index.cjs`. A test compares their names with what is there.

/** Where requests go, who signs them, and how. Everything but `appId` and `serverSecret` has a default. */
export interface ClientOptions extends CallOptions {
  /** The AppId of the vendor's console. */
  appId: number;
  /** The ServerSecret of the vendor's console. It shows in no inspection, serialisation or error. */
  serverSecret: string;
  /** Where to: `''` (the default) is the unified host, routed by location. */
  region?: '' | 'sha' | 'hkg' | 'fra' | 'lax' | 'bom' | 'sgp';
  /** Another product than `rtc`, such as `zim` or `cloudrecord`. */
  product?: string;
  /** In place of region and product: `https://host[:port][/path]`; plain `http://` for loopback only. */
  baseUrl?: string;
  /** Only for projects that have a test environment (created on or before 2021-11-16). */
  isTest?: boolean;
  /** The limits of the account, where the vendor's support has raised them. */
  limits?: Limits;
  /** How long name resolution may take, and again the connection with its TLS handshake. Default: 3000. */
  connectTimeoutMs?: number;
  /** A PEM file whose certificates alone are trusted, in place of the bundled web roots. */
  caFile?: string;
  /** PEM text whose certificates alone are trusted, in place of the bundled web roots. */
  ca?: string;
  /**
   * A proxy's URL (http, https, socks4, socks4a, socks5, socks5h); `null` for none. Default: what `HTTPS_PROXY`,
   * `ALL_PROXY` and `NO_PROXY` say.
   */
  proxy?: string | null;
  /** The largest reply that is read. Default: 1048576. */
  maxReplyBytes?: number;
  /** How many idle connections are kept. Default: 16. */
  maxIdleConnections?: number;
  /** How many threads send at most, and so how many sends are out at once. None starts before the first send. Default: 32. */
  threads?: number;
  /** How long a thread without work stays. Default: 5000. */
  threadIdleMs?: number;
  /**
   * Sends over this function in place of the package's own HTTP, for the program's interceptors, tracing and
   * agents. What fetch cannot tell apart is an `UnknownError`: only a name that does not resolve, a refused
   * connection and a refused certificate are surely `NotSentError`. It must not send again by itself.
   */
  fetch?: Fetch;
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

/** Limits that differ from the documented ones. */
export interface Limits {
  /** Bytes of UTF-8 in `content`. Documented: 1024. */
  contentBytes?: number;
  /** Users in one call. Documented: 10. */
  toUsers?: number;
  /** Bytes of a URL. Ours: 65536. */
  urlBytes?: number;
  /** Bytes of a POST's body. Ours: 1048576. */
  bodyBytes?: number;
  /** Calls a second for the whole application. Documented: 100, and 10 in the test environment. */
  callsPerSecond?: number;
}

/** How hard a call tries, and for how long. Set for a client, for one call, or both. */
export interface CallOptions {
  /** How long the whole call may take: pace, every try, and the time between. Default: 10000. */
  timeoutMs?: number;
  /** How long one try may take at most. Default: what is left of the whole. */
  tryTimeoutMs?: number;
  /** How many tries may follow the first; 0 means none. Default: 2. */
  retries?: number;
  /** The longest delay before the first retry; it doubles with each, and is drawn at random. Default: 200. */
  backoffMs?: number;
  /** What the longest delay grows to. Default: 5000. */
  maxBackoffMs?: number;
  /** Send again also what **may have been delivered**. Default: false. */
  duplicatesOk?: boolean;
  /** End at once as `NotSentError` when the pace says to wait. Default: false. */
  failFast?: boolean;
}

export interface SendOptions extends CallOptions {
  /**
   * Gives the call up: before anything was sent it rejects with `NotSentError`, while a request is out with
   * `UnknownError`, both with the signal's reason as `cause`; after its end nothing happens.
   */
  signal?: AbortSignal;
}

export interface GenericOptions extends SendOptions {
  /** Default: `'GET'`. */
  method?: 'GET' | 'POST';
  /** Which table explains the action's codes. Default: `'gateway'`. */
  codeFamily?: CodeFamily;
}

export interface SendToUsersOptions extends SendOptions {
  /** How many calls may be out at once. Default: 16. */
  concurrency?: number;
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
  params?: Params;
  method?: 'GET' | 'POST';
  codeFamily?: CodeFamily;
}

/** Parameters of an action, or the text of a JSON object for numbers that JavaScript cannot hold. */
export type Params = Readonly<Record<string, unknown>> | string;

export type Command = CustomCommand | GenericCommand;

/** What the server said to an accepted message. **Accepted is not reached**: look at `failUsers`. */
export interface Reply {
  /** Every digit kept, whatever JSON type came; empty when the server gave none. */
  requestId: string;
  message: string;
  /** The named users who did not get it; empty when all did, and for a message to everyone. */
  failUsers: FailUser[];
}

export interface FailUser {
  uid: string;
  /** 50003: not online. See `explain`. */
  code: number;
}

/** What the server said to any other accepted action. */
export interface GenericReply {
  requestId: string;
  message: string;
  /** The reply's `Data`; null when there was none. Its numbers are JavaScript's. */
  data: unknown;
  /** The same as the text that came, every digit kept. */
  dataJson: string | null;
}

/**
 * Sends for one application. Make one and share it: its connections and its pace are shared by everything it
 * sends. An idle client keeps no process alive and needs no closing.
 */
export declare class Client {
  constructor(options: ClientOptions);
  readonly appId: number;
  /** The base URL of its requests. */
  readonly url: string;
  /** How far the server's clock is ahead, as far as is known; learned when the server refuses a timestamp. */
  clockOffsetS: number;
  /** Sends a message. Rejects with one of the `ZegoError`s, whose `delivery` says whether it may have arrived. */
  sendCustomCommand(command: CustomCommand, options?: SendOptions): Promise<Reply>;
  /** Sends any other action of the server API. */
  call(action: string, params?: Params, options?: GenericOptions): Promise<GenericReply>;
  /** Sends one message to any number of users. Throws an `InvalidInputError` before anything is sent. */
  sendToUsers(command: ManyUsersCommand, options?: SendToUsersOptions): Sending;
  /** Signs a request to be sent by other means, once. Without a stamp, nonce and time are the system's. */
  prepare(command: Command, stamp?: { nonce?: string; timestamp?: number }): Request;
  /** Reads what came back for a command: throws `ApiError` when it was refused, `BadReplyError` for no reply. */
  parse(command: CustomCommand, answer: Answer): Reply;
  parse(command: GenericCommand, answer: Answer): GenericReply;
}

/** A fan-out under way. To stop it, abort its signal; leaving the iteration does not. */
export interface Sending extends AsyncIterable<Progress> {
  /** What became of every user. Resolves also after an abort, and says what is left. */
  readonly report: Promise<Report>;
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
  outcome: 'sent' | 'failed' | 'unknown' | 'notTried';
  /** The server's code, for a failed user. */
  code: number | null;
}

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
  body: string | Uint8Array;
}

/** How a try failed: `NotSent` only for what certainly did not go out whole. `detail` is shown as it is. */
export interface Failure {
  kind: 'NotSent' | 'Unknown';
  reason: NotSentReason | UnknownReason;
  detail?: string;
}

/** The time, and random bytes for a test that repeats a run; the system's, where they are left out. */
export interface At {
  /** Milliseconds of a clock that never goes backwards, the same for everything that shares a limiter. */
  nowMs?: number;
  /** Unix time in seconds. */
  unixS?: number;
  /** 16 bytes: 8 for the nonce, 8 for the delay before a retry. */
  random?: Uint8Array;
}

export type Step<R = Reply | GenericReply> =
  | { type: 'wait'; untilMs: number }
  | { type: 'send'; request: Request; timeoutMs: number }
  | { type: 'done'; reply: R; error: null }
  | { type: 'done'; reply: null; error: ZegoError };

/**
 * One call that the program drives over HTTP of its own. **Ask, do, report, ask again**: `next` says what to do;
 * after a `send`, report once, with `reply` or `failed`. Anything else throws an `InvalidInputError` with the
 * problem `OutOfOrder` and changes nothing.
 */
export declare class Call<C extends Command = Command> {
  constructor(client: Client, command: C, options?: CallOptions & { limiter?: Limiter } & Omit<At, 'random'>);
  next(at?: At): Step<C extends GenericCommand ? GenericReply : Reply>;
  reply(answer: Answer, at?: At): void;
  failed(failure: Failure, at?: At): void;
  /** Reports an answer whose body was not read to its end, because it was too large. */
  tooLarge(answer: Answer, at?: At): void;
  /** Gives it up; ask once more for the outcome. */
  cancel(at?: At): void;
  takeEvent(): CallEvent | null;
  readonly mayBeDelivered: boolean;
  readonly tries: number;
}

export type FanOutStep =
  | { type: 'wait'; untilMs: number | null }
  | { type: 'send'; call: number; request: Request; timeoutMs: number }
  | { type: 'done' };

/** A fan-out that the program drives over HTTP of its own. Report each request once, in any order. */
export declare class FanOut {
  constructor(
    client: Client,
    command: ManyUsersCommand,
    options?: CallOptions & { concurrency?: number; limiter?: Limiter },
  );
  next(at?: At): FanOutStep;
  reply(call: number, answer: Answer, at?: At): void;
  failed(call: number, failure: Failure, at?: At): void;
  tooLarge(call: number, answer: Answer, at?: At): void;
  /** Begins nothing new. */
  stop(at?: At): void;
  readonly mostCallsAtOnce: number;
  readonly progress: Progress;
  /** The users of the next call that has ended. */
  takeSettled(): UserOutcome[] | null;
  takeEvent(): CallEvent | null;
  report(): Report;
}

/** The pace of one application, to be shared by all of its calls. Times are milliseconds of one clock. */
export declare class Limiter {
  constructor(callsPerSecond: number);
  /** A ticket to send with now, or the time to ask again at. */
  ask(nowMs?: number): { ticket: number; untilMs: null } | { ticket: null; untilMs: number };
  finished(ticket: number, nowMs?: number): void;
  notSent(ticket: number, nowMs?: number): void;
  refused(ticket: number, nowMs?: number): void;
  /** How many a second it lets through at present. */
  readonly callsPerSecond: number;
}

export type CodeFamily = 'gateway' | 'room';
export type CodeKind =
  'caller' | 'auth' | 'clock' | 'absent' | 'limited' | 'transient' | 'service' | 'unlisted';

export interface ReturnCode {
  code: number;
  family: CodeFamily;
  kind: CodeKind;
  retryable: boolean;
  meaning: string;
  advice: string;
}

/** What a return code means and what to do; null for one that no table lists. Family: `'room'` if left out. */
export declare function explain(code: number, family?: CodeFamily): ReturnCode | null;

/** The name of the `node:diagnostics_channel` that events are published on, as `CallEvent`s. */
export declare const eventsChannel: 'zegoapi:call';

/** Something that happened in a call: few names and numbers, never ids, content or URLs. */
export interface CallEvent {
  kind: 'begin' | 'wait' | 'try' | 'retry' | 'end';
  action: string;
  /** From 1; 0 before the first. */
  tryNumber: number;
  /** The server's code, with a retry or an end that one led to; 0 for success. */
  code: number | null;
  /** Of waiting, of delay before a retry, allowed for a try, or taken by the whole call. */
  durationMs: number;
}

export type ErrorKind = 'InvalidInput' | 'Api' | 'NotSent' | 'Unknown' | 'BadReply';
export type ErrorCode =
  'ZEGO_INVALID_INPUT' | 'ZEGO_API' | 'ZEGO_NOT_SENT' | 'ZEGO_UNKNOWN' | 'ZEGO_BAD_REPLY';

/** The base of all errors of a send. `delivery` says whether the message may have arrived all the same. */
export declare abstract class ZegoError extends Error {
  protected constructor();
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  /** `'no'`: certainly not delivered. `'unknown'`: it may have been; sending again may deliver twice. */
  readonly delivery: 'no' | 'unknown';
  /** Whether the same call may succeed when it is made again. */
  readonly retryable: boolean;
  /** What to do about it. */
  readonly advice: string;
  /** The server's, where it gave one: quote it to the vendor's support. */
  readonly requestId: string | null;
  toJSON(): object;
}

/** Refused before anything was sent. */
export declare class InvalidInputError extends ZegoError {
  private constructor();
  readonly code: 'ZEGO_INVALID_INPUT';
  readonly kind: 'InvalidInput';
  readonly delivery: 'no';
  readonly field: string;
  /** The item of a list, from 0. */
  readonly index: number | null;
  readonly problem: 'TooSmall' | 'TooLarge' | 'Malformed' | 'BufferTooSmall' | 'OutOfOrder';
  /** The limit that was missed: bytes for text, items for lists. */
  readonly limit: number | null;
  /** The size that was given: bytes for text, items for lists. */
  readonly size: number | null;
}

/** The server refused; nothing was delivered. */
export declare class ApiError extends ZegoError {
  private constructor();
  readonly code: 'ZEGO_API';
  readonly kind: 'Api';
  readonly delivery: 'no';
  readonly requestId: string;
  /** The server's number. */
  readonly apiCode: number;
  readonly apiCodeKind: CodeKind;
  /** The server's text; where it repeats the request, that part is masked. */
  readonly apiMessage: string;
  readonly meaning: string;
  readonly httpStatus: number;
  readonly failUsers: FailUser[];
  /** The refusal's `Data` as text. Not enumerable: it may repeat the message. */
  readonly dataJson: string | null;
}

export type NotSentReason =
  'Dns' | 'Connect' | 'Tls' | 'Proxy' | 'Write' | 'Timeout' | 'Cancelled' | 'System' | 'Pace' | 'Deadline';

/** Certainly not sent: no connection, no time, or cancelled before. */
export declare class NotSentError extends ZegoError {
  private constructor();
  readonly code: 'ZEGO_NOT_SENT';
  readonly kind: 'NotSent';
  readonly delivery: 'no';
  readonly reason: NotSentReason;
  /** What the transport said; may be empty. */
  readonly detail: string;
}

export type UnknownReason = 'Timeout' | 'Broken' | 'Cancelled';

/** The request went out, and no whole answer came: it may have been delivered. */
export declare class UnknownError extends ZegoError {
  private constructor();
  readonly code: 'ZEGO_UNKNOWN';
  readonly kind: 'Unknown';
  readonly delivery: 'unknown';
  readonly reason: UnknownReason;
  /** What the transport said; may be empty. */
  readonly detail: string;
}

/** An answer came that is no reply, such as a gateway's page: it may have been delivered. */
export declare class BadReplyError extends ZegoError {
  private constructor();
  readonly code: 'ZEGO_BAD_REPLY';
  readonly kind: 'BadReply';
  readonly delivery: 'unknown';
  readonly httpStatus: number;
  readonly problem: string;
  /** The first 200 bytes as text that is safe to log. */
  readonly excerpt: string;
}
