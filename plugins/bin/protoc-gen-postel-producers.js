#!/usr/bin/env node
import "../dist/bin/producers.js";
