/** What stands for a secret. */
export const redacted = "[redacted]";

/** Names of headers and of parameters in a URL that carry credentials or sessions. */
const secretName =
  /authorization|auth(?!or)|cookie|token|secret|passw|pwd|api[-_]?key|access[-_]?key|^key$|credential|session|signature|^sig$|^code$|jwt|csrf|xsrf/i;
/** Headers that such a name is part of, and that hold no secret. */
const harmless = /^(?:www-authenticate|proxy-authenticate|access-control-allow-credentials)$/i;

/** Headers by their lower-case names, without what they keep secret. */
export function hideSecretHeaders<Value>(headers: Readonly<Record<string, Value>>): Record<string, Value | typeof redacted> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, secretName.test(name) && !harmless.test(name) ? redacted : value] as const));
}

/** A URL, relative or not, without user, password and what secret parameters say. */
export function hideSecretsOfUrl(url: string): string {
  const withoutUser = url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, `$1${redacted}@`);
  return withoutUser.replace(/([?&#;])([^=&#;?]+)=([^&#;]*)/g, (all, start: string, name: string) =>
    secretName.test(decode(name)) ? `${start}${name}=${redacted}` : all,
  );
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
