/** Keeps what somebody typed as a secret unreadable until the worker needs it. */
export interface Vault {
  seal(secret: string): string;
  /** Null when it was sealed with another key. */
  open(sealed: string): string | null;
  /** Four hexadecimal digits that are the same for the same secret, and another installation's are not. */
  mark(secret: string): string;
}
