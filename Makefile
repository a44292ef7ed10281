.DEFAULT_GOAL := help
SHELL := /bin/bash
WORKSPACE ?= .chartsift
PATIENTS ?= 8
SEED ?= 7
# A third command: make demo OLLAMA=http://127.0.0.1:11434 MODEL=llama3.1:8b
# With a model it is small, so that it takes minutes on a CPU; FULL=1: every strategy, budget and instruction.
OLLAMA ?=
MODEL ?=
FULL ?=

SOURCES := $(shell find base databases corpus indexes reading retrievers evidence prompts eval generators models synthetic pipeline cli -name '*.ts' 2>/dev/null)
# Node's headers beside the node binary, where they are, spare node-gyp a download.
NODE_PREFIX := $(shell node -p 'require("path").dirname(require("path").dirname(process.execPath))' 2>/dev/null)
ifneq ($(wildcard $(NODE_PREFIX)/include/node/node.h),)
export npm_config_nodedir ?= $(NODE_PREFIX)
endif

.PHONY: help
help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F':.*## ' '{printf "  %-20s %s\n", $$1, $$2}'

node_modules/.package-lock.json: package.json package-lock.json
	@node packaging/install-check.cjs
	npm ci --no-audit --no-fund || { node packaging/install-check.cjs failed; exit 1; }
	@touch $@

dist/.built: node_modules/.package-lock.json $(SOURCES) tsconfig.json tsconfig.build.json packaging/bundle-tokenizers.js
	npm run --silent build
	@touch $@

.PHONY: build
build: dist/.built ## compile TypeScript to dist/

# Where `make link` puts the command.
BINDIR ?= $(HOME)/.local/bin

.PHONY: link
link: dist/.built ## put `chartsift` on your path, as a link to this clone in ~/.local/bin (BINDIR=folder: elsewhere)
	@mkdir -p "$(BINDIR)"
	@ln -sfn "$(CURDIR)/bin/chartsift.js" "$(BINDIR)/chartsift"
	@case ":$$PATH:" in *":$(BINDIR):"*) echo "chartsift: linked in $(BINDIR)";; \
	  *) echo "chartsift: linked in $(BINDIR), which is not on your PATH yet: export PATH=\"$(BINDIR):\$$PATH\"";; esac

DEMO_SMALL = $(and $(MODEL),$(if $(FULL),,yes))
DEMO = demo$(if $(DEMO_SMALL),-small)

.PHONY: demo
demo: dist/.built ## synthetic cohort, index, experiment and report in one command
	node bin/chartsift.js synth $(if $(DEMO_SMALL),--patients 4 --instructions 2,--patients $(PATIENTS)) --seed $(SEED) --out $(WORKSPACE)/$(DEMO)-cohort
	@node packaging/fill-experiment.js experiments/$(DEMO).yaml --corpus="$(WORKSPACE)/$(DEMO)-cohort" --model="$(MODEL)" --host="$(OLLAMA)" --window=4096 --max-failed=50% > $(WORKSPACE)/$(DEMO).yaml
	node bin/chartsift.js index $(WORKSPACE)/$(DEMO)-cohort --workspace $(WORKSPACE)
	$(if $(MODEL),node bin/chartsift.js run $(WORKSPACE)/$(DEMO).yaml --dry-run --workspace $(WORKSPACE))
	node bin/chartsift.js run $(WORKSPACE)/$(DEMO).yaml --workspace $(WORKSPACE)

.PHONY: test
test: dist/.built ## install what the tests need and run them, but for the slow ones
	npx vitest run --project quick --project isolated

.PHONY: test-slow
test-slow: dist/.built ## run the slow tests: *.slow.test.ts
	npx vitest run --project slow

.PHONY: test-install
test-install: ## before a release: fresh clone and packed package with npm 10 and 11, where only the registry answers (NPM=11: one)
	packaging/test-install.sh $(NPM)

.PHONY: test-readme
test-readme: dist/.built ## run every command of the README and of docs/ on a small cohort
	npx tsx packaging/readme/run-readme.ts

.PHONY: golden
golden: dist/.built ## rewrite the golden report of the tests; read the diff
	CHARTSIFT_GOLDEN=write npx vitest run test/pipeline/run/experiment.test.ts

.PHONY: check
check: node_modules/.package-lock.json ## types, lint, and unused code and dependencies
	npx tsc --noEmit -p .
	npx biome check .
	npx knip

.PHONY: schema
schema: node_modules/.package-lock.json ## write the JSON schema of experiment files and the tables of their keys in docs/
	npx tsx packaging/schema/write-schema.ts

.PHONY: index
index: dist/.built ## index a corpus folder: make index CORPUS=/data/medalign
	node bin/chartsift.js index $(CORPUS) --workspace $(WORKSPACE)

.PHONY: bench
bench: dist/.built ## the indexer against a naive script (a tenth of MedAlign's size; SCALE=full: all), a model's client per call, and text without spaces
	npx tsx bench/index-bench.ts
	npx tsx bench/client-bench.ts
	npx tsx bench/long-runs-bench.ts

.PHONY: bench-select
bench-select: dist/.built ## time of selecting: 300 instructions, 12 strategies, 4 budgets, a tenth of MedAlign's size (SCALE=full: all)
	npx tsx bench/select-bench.ts

.PHONY: bench-eval
bench-eval: dist/.built ## time of measuring, resampling and a whole report, its size, and accuracy of the alignment of evidence columns and of lexical faithfulness
	npx tsx bench/measures-bench.ts
	npx tsx bench/statistics-bench.ts
	npx tsx bench/report-bench.ts
	npx tsx bench/alignment-bench.ts
	npx tsx bench/faithfulness-bench.ts

.PHONY: bench-embedder
bench-embedder: dist/.built ## the bundled embedder alone on retrieval sets: make bench-embedder SETS=folder
	npx tsx bench/embedder-bench.ts

.PHONY: bench-retrieval
bench-retrieval: dist/.built ## evidence recall of every strategy, and ranking: COHORTS=, SETS=, EMBEDDER=folder, STRATEGIES=a,b, OUT=file
	npx tsx bench/retrieval-bench.ts

# An ablation runs on CORPUS=folder, or on the demo's synthetic cohort; OLLAMA and MODEL answer it as well.
ABLATED = $(or $(CORPUS),$(WORKSPACE)/demo-cohort)
define ablate
$(if $(CORPUS),,@node bin/chartsift.js synth --patients $(PATIENTS) --seed $(SEED) --out $(WORKSPACE)/demo-cohort)
@node packaging/fill-experiment.js experiments/ablations/$(1).yaml --corpus="$(ABLATED)" --host="$(OLLAMA)" --model="$(MODEL)" $(if $(WINDOW),--window="$(WINDOW)") $(if $(filter embedder,$(1)),--embedder="$(EMBEDDER)") > $(WORKSPACE)/ablate-$(1).yaml
node bin/chartsift.js run $(WORKSPACE)/ablate-$(1).yaml --workspace $(WORKSPACE)
endef

.PHONY: ablate-budget ablate-window ablate-retriever ablate-mechanisms ablate-modifiers ablate-order ablate-chunking ablate-embedder
ablate-budget: dist/.built ## budgets from 100 to 4,000 tokens (all ablations: CORPUS=folder, default: the demo cohort)
	$(call ablate,budget)
ablate-window: dist/.built ## retrieval at 1,000 to 4,000 tokens against what fits the window (OLLAMA=url MODEL=name WINDOW=tokens)
	$(call ablate,window)
ablate-retriever: dist/.built ## every strategy and control at the same budgets
	$(call ablate,retriever)
ablate-mechanisms: dist/.built ## sift without each of its parts, one at a time
	$(call ablate,mechanisms)
ablate-modifiers: dist/.built ## hybrid with each modifier
	$(call ablate,modifiers)
ablate-order: dist/.built ## the same passages in time order, by relevance, and best at both ends
	$(call ablate,order)
ablate-chunking: dist/.built ## units of the index: tokens 64, 128, 256, sentences, recursive; events by series or by day
	$(call ablate,chunking)
ablate-embedder: dist/.built ## the bundled embedder against another: EMBEDDER=folder
	$(if $(EMBEDDER),,@echo 'no other embedder given: bundled alone (make ablate-embedder EMBEDDER=folder)')
	$(call ablate,embedder)

.PHONY: report
report: dist/.built ## measure an experiment's stored responses again: make report EXPERIMENT=demo.yaml
	node bin/chartsift.js report $(EXPERIMENT) --workspace $(WORKSPACE)

.PHONY: distill
distill: dist/.built ## rebuild the bundled embedder: make distill TEACHER=encoder-folder TEXT=paragraphs.txt
	node bin/chartsift.js distill --teacher $(TEACHER) --text $(TEXT) --out models/bundled --workspace $(WORKSPACE)

.PHONY: doctor
doctor: dist/.built ## check that this machine can index, count and generate
	node bin/chartsift.js doctor $(if $(MODEL),--model $(MODEL)) $(if $(OLLAMA),--host $(OLLAMA))

.PHONY: clean
clean: ## remove what was built; node_modules and workspaces stay
	rm -rf dist
