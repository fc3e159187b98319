/** Where the store says what an engineer should know; given by whoever opens it. */
export type LogLevel = 'info' | 'warn' | 'error';

export type Log = (level: LogLevel, message: string) => void;
