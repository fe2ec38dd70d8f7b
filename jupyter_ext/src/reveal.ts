import { TrackedDocument } from './document';
import { ILabcoat } from './labcoat';
import { IFinding } from './types';

/** Show a finding: scroll to its cell, also to a far one that is not yet attached, and select its range. */
export async function reveal(_labcoat: ILabcoat, _document: TrackedDocument, _finding: IFinding): Promise<void> {}
