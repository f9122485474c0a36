/** The simulator's binary for this platform. Requiring the package throws when it has none. */
export declare const path: string;
