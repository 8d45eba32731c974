#!/usr/bin/env node
import "../dist/bin/consumers.js";
