export type { XmlDocument } from '../values.js';

/** An element that is kept as it is: metadata, and what belongs to others. */
export interface RawElement {
  /** The name with its prefix. */
  name: string;
  /** Attributes and namespace declarations with their values, in order. */
  attributes: Array<[string, string]>;
  /** What it contains, in order. */
  children: Array<{ type: 'element'; element: RawElement } | { type: 'text' | 'comment'; text: string }>;
}
