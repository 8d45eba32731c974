#!/usr/bin/env node
import "../dist/bin/upcasters.js";
