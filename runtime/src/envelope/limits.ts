/** Longest id, in characters; inboxes use it as a key. */
export const MAX_ID_LENGTH = 256;

/** Most header text of one message, names and values together, in characters. */
export const MAX_HEADER_LENGTH = 64 * 1024;

/** Most headers of one message. */
export const MAX_HEADERS = 256;

/** Largest body that is decoded, in bytes. */
export const MAX_BODY_LENGTH = 64 * 1024 * 1024;

/** Names that CloudEvents extensions may have here; wider than the specification, which allows a-z and 0-9. */
export const ATTRIBUTE_NAME = /^[a-z0-9][a-z0-9_.-]{0,63}$/;
