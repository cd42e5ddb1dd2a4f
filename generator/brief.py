"""Brief: what one asset is asked to be, validated. The boundary between what people type and what the house works on."""
