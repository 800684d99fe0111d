/** Names that are compared ignoring case and separators, and patterns. */
export type KeyName = string | RegExp;

/** Names under which credentials, session secrets, and what identifies a person or a card, are usually kept. */
export const commonSecretKeys: readonly KeyName[] = Object.freeze([
  // "userPassword", "access_token", "clientSecret", but not "maxTokens"
  /(?:password|passwd|passphrase|passcode|secret|token)$/i,
  // "x-api-key", "apiKey", "aws_secret_access_key"
  /(?:api|access|secret|private|signing|encryption)[-_ ]?key$/i,
  "pwd",
  "passwords",
  "secrets",
  "credentials",
  "authorization",
  "proxy-authorization",
  "cookie",
  "cookies",
  "set-cookie",
  "session-id",
  "bearer",
  "jwt",
  "otp",
  "ssn",
  "social-security-number",
  "card-number",
  "credit-card",
  "credit-card-number",
  "cvv",
  "cvc",
  "iban",
]);

/** How many names are remembered with their answer. Payloads may use ids as names, so there is no end of them. */
const maxRemembered = 10_000;

/** A test of one name; `undefined` when there is nothing to look for. */
export function compileKeys(keys: readonly KeyName[]): ((name: string) => boolean) | undefined {
  if (keys.length === 0) return undefined;
  const names = new Set(keys.flatMap((key) => (typeof key === "string" ? [fold(key)] : [])));
  // A global or sticky pattern goes on from its last match.
  const patterns = keys.flatMap((key) => (typeof key === "string" ? [] : [new RegExp(key.source, key.flags.replace(/[gy]/g, ""))]));
  const answers = new Map<string, boolean>();
  return (name) => {
    let answer = answers.get(name);
    if (answer === undefined) {
      answer = names.has(fold(name)) || patterns.some((pattern) => pattern.test(name));
      if (answers.size >= maxRemembered) answers.clear();
      answers.set(name, answer);
    }
    return answer;
  };
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, "");
}
