/** A token without its secret. */
export interface TokenRecord {
  /** 16 hexadecimal digits, part of the token's text. */
  readonly id: string;
  /** Whose token it is; goes into the audit log. */
  readonly name: string;
  /** SHA-256 of the secret in hexadecimal digits. */
  readonly hash: string;
  readonly scopes: readonly string[];
  /** Milliseconds since 1970; for `revokedAt`, 0 while it is valid. */
  readonly createdAt: number;
  readonly revokedAt: number;
}

/** A token to revoke. */
export interface TokenRevocation {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: string;
}

/** Tokens. The same promises as Store. */
export interface TokenStore {
  create(token: TokenRecord & { readonly actor: string }): Promise<void>;
  revoke(revocation: TokenRevocation): Promise<{ readonly kind: "revoked" | "missing" }>;
  find(id: string): Promise<TokenRecord | undefined>;
  /** All tokens, oldest first, the revoked ones too. */
  list(): Promise<TokenRecord[]>;
}
