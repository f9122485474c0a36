// The types of the helpers for users' tests, checked by hand against `testing.cjs`.

/// <reference lib="esnext.disposable" />

import type { Client, ClientOptions } from './index.cjs';

/** The signature of a callback, as the vendor makes it: for tests of a receiver of one's own. */
export declare function signCallback(callbackSecret: string, timestamp: string, nonce: string): string;

/**
 * The body of a callback with these fields (`event`, `appid`, ...), signed: JSON text. The names of the stamp are spelt as
 * the event is, for moderation's have capitals (`Event`). Without a stamp, the time is now and the nonce is random.
 */
export declare function signedCallback(
  callbackSecret: string,
  fields: Readonly<Record<string, unknown>>,
  stamp?: { timestamp?: string | undefined; nonce?: string | undefined },
): string;

export interface SimulatorOptions {
  /** Rooms with the users in them. */
  rooms?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Further arguments of the `zegoapi-simulator` command, such as `['--rate', '10']`. */
  args?: readonly string[] | undefined;
}

/**
 * Starts the vendor's side on this machine. It ends with `stop()`, and at the latest with this process. Rejects
 * with the code `ZEGO_NO_SIMULATOR`, and says how to get it, when the binary is missing.
 */
export declare function simulator(options?: SimulatorOptions): Promise<Simulator>;

export declare class Simulator {
  private constructor();
  readonly httpUrl: string;
  readonly httpsUrl: string;
  readonly adminUrl: string;
  readonly appId: number;
  readonly serverSecret: string;
  /** The secret that its callbacks are signed with. */
  readonly callbackSecret: string;
  /** The certificate authority of `httpsUrl`, as a PEM file. */
  readonly caFile: string;
  /** A client for it; the options are those of `Client`. */
  client(options?: Partial<ClientOptions> & { https?: boolean }): Client;
  /** What a `Client` needs to reach it. */
  clientOptions(options?: { https?: boolean }): ClientOptions;
  login(roomId: string, ...userIds: string[]): Promise<void>;
  logout(roomId: string, ...userIds: string[]): Promise<void>;
  /** A user of a room begins to publish a stream. */
  publish(roomId: string, userId: string, streamId: string): Promise<void>;
  unpublish(streamId: string): Promise<void>;
  streams(): Promise<SimulatedStream[]>;
  /** Fires callbacks at a URL of yours from now on, as rooms, users and streams come and go. */
  callbacks(changes: SimulatedCallbacks): Promise<void>;
  rooms(): Promise<Record<string, string[]>>;
  /** What a user of a room has heard. */
  messages(roomId: string, userId: string): Promise<SimulatedMessage[]>;
  /** Lets the next calls fail: `failNext('reset', { when: 'after' })`, `failNext('code', { code: 50013, count: 2 })`. */
  failNext<K extends keyof FaultDetails>(
    kind: K,
    ...options: {} extends FaultDetails[K]
      ? [options?: FaultOptions & FaultDetails[K]]
      : [options: FaultOptions & FaultDetails[K]]
  ): Promise<void>;
  /** The faults that are still to strike. */
  faults(): Promise<PendingFault[]>;
  forgetFaults(): Promise<void>;
  /** Makes the server's clock wrong: seconds added, or a second to stand still at. */
  clock(changes: { dateOffset?: number; windowOffset?: number; fixed?: number | null }): Promise<void>;
  limits(changes: SimulatorLimits): Promise<void>;
  settings(changes: SimulatorSettings): Promise<void>;
  /** What the server saw. */
  counters(): Promise<Counters>;
  /** Adds or replaces an app; never give it a real secret. */
  addApp(app: SimulatedApp): Promise<void>;
  removeApp(appId: number): Promise<void>;
  /** Back to the start, or only the counts, the messages and the rates' past. */
  reset(options?: { countersOnly?: boolean }): Promise<void>;
  /** Ends it, and resolves when it has ended. */
  stop(): Promise<void>;
  /** `stop()`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

export interface SimulatedStream {
  streamId: string;
  roomId: string;
  userId: string;
  userName: string;
  number: number;
  createdMs: number;
  closedMs: number | null;
}

/** What is left out stays; `urls` is replaced as a whole. */
export interface SimulatedCallbacks {
  /** For the events that have no URL of their own; null for none. */
  url?: string | null | undefined;
  /** By the event's name. */
  urls?: Readonly<Record<string, string>> | undefined;
  secret?: string | undefined;
  delayMs?: number | undefined;
  timeoutMs?: number | undefined;
  /** How long it waits before each further try of a callback that was not answered with 2XX. */
  retryWaitsMs?: readonly number[] | undefined;
  signEachTry?: boolean | undefined;
}

export interface SimulatedMessage {
  roomId: string;
  fromUserId: string;
  content: string;
  toEveryone: boolean;
  seq: number;
  timeMs: number;
}

/** What goes wrong, and its details; told one by one in the simulator's README. */
export interface FaultDetails {
  closeInHandshake: {};
  closeOnAccept: {};
  code: { code: number; message?: string; status?: number };
  cutShort: {};
  delay: { ms: number };
  drop: {};
  echoUrl: {};
  empty: { status?: number };
  html: { status?: number };
  huge: { megabytes: number; chunked?: boolean };
  junk: { flavour: JunkFlavour };
  noDate: {};
  redirect: { location: string };
  requestIdNumber: {};
  reset: {};
  stall: {};
  trickle: { ms: number };
}

export type JunkFlavour =
  'truncated' | 'array' | 'number' | 'null' | 'notJson' | 'wrongTypes' | 'noCode' | 'notUtf8' | 'deep';

export interface FaultOptions {
  /** How many matching calls it is asked about. Default: 1. */
  count?: number | undefined;
  /** Before or after the call was acted on, that is, its message delivered. */
  when?: 'before' | 'after' | undefined;
  action?: string | undefined;
  roomId?: string | undefined;
  userId?: string | undefined;
  probability?: number | undefined;
  seed?: number | undefined;
}

export interface PendingFault {
  fault: Record<string, unknown>;
  left: number;
  struck: number;
}

export interface SimulatorLimits {
  callsPerSecond?: number | undefined;
  testCallsPerSecond?: number | undefined;
  roomCallsPerSecond?: number | null | undefined;
  /** By the action's name; replaced as a whole. Those above are SendCustomCommand's. */
  actions?:
    | Readonly<
        Record<
          string,
          { callsPerSecond?: number | null; testCallsPerSecond?: number | null; roomCalls?: object | null }
        >
      >
    | undefined;
  windowMs?: number | undefined;
  timestampSeconds?: number | undefined;
  roomIdBytes?: number | undefined;
  contentBytes?: number | undefined;
  usersPerCall?: number | undefined;
}

export interface SimulatorSettings {
  roomMissingCode?: number | undefined;
  answerDelayMs?: number | undefined;
  idleTimeoutMs?: number | undefined;
  keepAliveHeader?: boolean | undefined;
  closeAfterAnswer?: boolean | undefined;
  plusIsSpace?: boolean | undefined;
}

export interface SimulatedApp {
  appId: number;
  serverSecret: string;
  configured?: boolean | undefined;
  production?: boolean | undefined;
  serviceEnabled?: boolean | undefined;
  permitted?: boolean | undefined;
}

/** What the server saw. */
export interface Counters {
  calls: number;
  otherRequests: number;
  /** Replies by code. */
  codes: Record<string, number>;
  actions: Record<string, number>;
  apps: Record<string, { calls: number; maxCallsInWindow: number; refusedByQuota: number }>;
  refusedByQuota: number;
  refusedByRoomQuota: number;
  repeatedNonces: number;
  malformedNonces: number;
  misspeltParameters: number;
  faults: number;
  /** How often each content was delivered to whoever was there. */
  actedOn: Record<string, number>;
  delivered: { roomId: string; userId: string; count: number }[];
  received: { roomId: string; userId: string; content: string; count: number }[];
  connectionsAccepted: number;
  connectionsOpen: number;
  connectionsIdledOut: number;
  tlsHandshakes: number;
  peakConcurrentRequests: number;
}
