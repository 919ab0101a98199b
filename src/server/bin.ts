#!/usr/bin/env node
import { program } from './node/program.js';

await program(process);
