const zero = 48;
const nine = 57;
const a = 97;
const z = 122;
/** With more, a number is not exact any more. */
const maxDigits = 10;

/**
 * The number of an id as buses give them out: an instance, a dash, and the next number in base 36, of at least two digits. `NaN` for any other id, and for one that is not
 * written as that number would be: no two ids of one prefix have the same.
 *
 * @param start - behind the dash
 */
export function numberIn(id: string, start: number): number {
  const digits = id.length - start;
  if (digits < 2 || digits > maxDigits || (digits > 2 && id.charCodeAt(start) === zero)) return Number.NaN;
  let number = 0;
  for (let index = start; index < id.length; index++) number = number * 36 + digitOf(id.charCodeAt(index));
  return number;
}
function digitOf(code: number): number {
  if (code >= zero && code <= nine) return code - zero;
  return code >= a && code <= z ? code - a + 10 : Number.NaN;
}
