#!/usr/bin/env node
import "../dist/main-gen.js";
