/** Types of fields that hold other fields, which come by themselves, or a file: not read unless they are asked for. */
export const COMPOUND: ReadonlySet<string> = new Set(['address', 'location', 'base64', 'complexvalue', 'json']);
