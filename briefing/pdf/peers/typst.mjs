// Sets a Typst file: node typst.mjs FONTS IN.typ OUT.pdf
// It needs the npm package @myriaddreamin/typst-ts-node-compiler beside it.
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const [fonts, input, out] = process.argv.slice(2);
const compiler = NodeCompiler.create({ workspace: dirname(input), fontArgs: [{ fontPaths: [fonts] }] });
writeFileSync(out, compiler.pdf({ mainFilePath: input }));
